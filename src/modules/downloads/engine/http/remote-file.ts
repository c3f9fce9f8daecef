import type { ResponseHead } from '../../../../common/fetch/safe-response.js';
import {
  DownloadAnswerInvalidError,
  DownloadHttpStatusError,
  DownloadRangeMismatchError,
} from './http.errors.js';
import { retryAfterMs } from './retry-delay.js';

/** What tells one version of a file from the next. */
export interface Validator {
  readonly kind: 'etag' | 'date';
  /** As it goes into If-Range. */
  readonly value: string;
}

/** What a server said about its file. */
export interface RemoteFile {
  /** Null while the server does not say. */
  readonly total: number | null;
  /** Null when the server gives none that vouches for every byte. */
  readonly validator: Validator | null;
  /** Whether parts of it can be asked for. */
  readonly isRanged: boolean;
}

/** Bytes of a file; `end` is exclusive. */
export interface ByteSpan {
  readonly start: number;
  readonly end: number;
}

export type AnswerHead = Pick<ResponseHead, 'status' | 'headers'>;

interface ContentRange extends ByteSpan {
  readonly total: number | null;
}

/** Compressed files are sometimes announced as a compressed form of something else; their bytes are what is wanted. */
const COMPRESSED_FILE = /\.(?:t?gz|tgz|svgz|br|zst|z)$/i;

/** What an answer of status 200 or 206 says. Refuses a body that is not the file's own bytes. */
export function remoteFileOf(head: AnswerHead, fileName: string): RemoteFile {
  const { status, headers } = head;
  assertPlain(headers['content-encoding'], fileName);
  const validator = validatorOf(headers);
  if (status === 200) return { total: lengthOf(headers['content-length']), validator, isRanged: false };
  const { total } = contentRangeOf(head);
  return { total, validator, isRanged: total !== null && validator !== null };
}

/** The part of the file that a 206 carries. Refuses other parts than were asked for; fewer bytes are in order. */
export function spanOf(head: AnswerHead, asked: ByteSpan): ByteSpan {
  const range = contentRangeOf(head);
  if (range.start !== asked.start || range.end > asked.end) throw new DownloadRangeMismatchError();
  const announced = lengthOf(head.headers['content-length']);
  if (announced !== null && announced !== range.end - range.start) throw new DownloadRangeMismatchError();
  return range;
}

/** Whether an answer belongs to the version that is known. */
export function isSameFile(known: RemoteFile, head: AnswerHead): boolean {
  const total = head.status === 206 ? contentRangeOf(head).total : lengthOf(head.headers['content-length']);
  if (total !== null && total !== known.total) return false;
  const { validator } = known;
  if (validator === null) return false;
  const now = validatorOf(head.headers);
  // A 206 need not repeat the validator that it was asked with.
  return now === null ? head.status === 206 : now.kind === validator.kind && now.value === validator.value;
}

export function statusError({ status, headers }: AnswerHead): DownloadHttpStatusError {
  return new DownloadHttpStatusError(status, retryAfterMs(headers['retry-after']));
}

/** A weak ETag vouches for the meaning, not for the bytes; the date then does. */
function validatorOf(headers: AnswerHead['headers']): Validator | null {
  const etag = headers['etag']?.trim() ?? '';
  if (/^"[^"]*"$/.test(etag)) return { kind: 'etag', value: etag };
  const date = headers['last-modified']?.trim() ?? '';
  return Number.isNaN(Date.parse(date)) ? null : { kind: 'date', value: date };
}

function contentRangeOf({ headers }: AnswerHead): ContentRange {
  const [, first, last, total] =
    /^bytes\s+(\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/i.exec(headers['content-range']?.trim() ?? '') ?? [];
  const range = {
    start: Number(first),
    end: Number(last) + 1,
    total: total === '*' ? null : Number(total),
  };
  const isSound =
    first !== undefined && range.start < range.end && (range.total === null || range.end <= range.total);
  if (!isSound) throw new DownloadRangeMismatchError();
  return range;
}

function lengthOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (!/^\d{1,15}$/.test(header)) throw new DownloadAnswerInvalidError('length');
  return Number(header);
}

function assertPlain(contentEncoding: string | undefined, fileName: string): void {
  const encoding = contentEncoding?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return;
  if (!COMPRESSED_FILE.test(fileName)) throw new DownloadAnswerInvalidError('encoding');
}
