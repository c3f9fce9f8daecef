import type { IncomingHttpHeaders } from 'node:http';

/** What identifies the bytes as they are now. */
export interface Validators {
  /** Strong, with its quotes. */
  readonly etag: string;
  readonly lastModified: Date | null;
}

export type Verdict = 'proceed' | 'not_modified' | 'failed';

const ENTITY_TAG = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;

const tagsIn = (header: string): string[] => header.match(ENTITY_TAG) ?? [];
const isAny = (header: string): boolean => header.trim() === '*';
const inSeconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Seconds since 1970 of an HTTP date, or null when it is none: such a condition is ignored. */
function secondsOf(header: string): number | null {
  const time = Date.parse(header);
  return Number.isNaN(time) ? null : Math.floor(time / 1000);
}

function failsToMatch(headers: IncomingHttpHeaders, { etag, lastModified }: Validators): boolean {
  const ifMatch = headers['if-match'];
  if (ifMatch !== undefined) return !isAny(ifMatch) && !tagsIn(ifMatch).includes(etag);
  const since = secondsOf(headers['if-unmodified-since'] ?? '');
  return since !== null && lastModified !== null && inSeconds(lastModified) > since;
}

function isUnchanged(headers: IncomingHttpHeaders, { etag, lastModified }: Validators): boolean {
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) {
    return isAny(ifNoneMatch) || tagsIn(ifNoneMatch).some((tag) => tag.replace(/^W\//, '') === etag);
  }
  const since = secondsOf(headers['if-modified-since'] ?? '');
  return since !== null && lastModified !== null && inSeconds(lastModified) <= since;
}

/** The conditions of a GET or HEAD, in the order of RFC 9110 §13.2.2. */
export function checkPreconditions(headers: IncomingHttpHeaders, validators: Validators): Verdict {
  if (failsToMatch(headers, validators)) return 'failed';
  return isUnchanged(headers, validators) ? 'not_modified' : 'proceed';
}

/** Whether a Range counts: If-Range must name exactly these bytes, weak tags and near dates don't (RFC 9110 §13.1.5). */
export function rangeApplies(ifRange: string | undefined, { etag, lastModified }: Validators): boolean {
  if (ifRange === undefined) return true;
  const value = ifRange.trim();
  if (value.endsWith('"')) return value === etag;
  return lastModified !== null && secondsOf(value) === inSeconds(lastModified);
}
