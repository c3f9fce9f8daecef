import { DomainError } from '../../../common/errors/domain-error.js';
import type { ErrorKind } from '../../../common/errors/domain-error.js';
import { errorCode } from '../../../common/errors/error-code.js';
import type { Download } from '../download.entity.js';
import { isRetryable } from '../engine/http/http.errors.js';

/** What follows from a failed run. */
export type Verdict =
  | { readonly kind: 'retry'; readonly delaySeconds: number }
  /** No fault of the download. */
  | { readonly kind: 'wait_for_disk'; readonly delaySeconds: number }
  | { readonly kind: 'fail'; readonly isBlocked: boolean };

export interface RetryRules {
  readonly maxRetries: number;
  readonly delaySeconds: number;
}

const LONGEST_DELAY_SECONDS = 3600;
const DISK_DELAY_SECONDS = 60;

/** Refusals of these kinds would be the same the next time. */
const LASTING: ReadonlySet<ErrorKind> = new Set([
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'gone',
  'too_large',
  'unsupported_media_type',
  'insufficient_storage',
]);
/** Of the many reasons of servers, the engine knows which may pass. */
const SERVER_CODES: ReadonlySet<string> = new Set([
  'DOWNLOAD_HTTP_STATUS',
  'DOWNLOAD_TIMED_OUT',
  'DOWNLOAD_UNREACHABLE',
  'DOWNLOAD_PROXY_FAILED',
  'DOWNLOAD_REDIRECT_REFUSED',
  'DOWNLOAD_ANSWER_INVALID',
  'DOWNLOAD_RANGE_MISMATCH',
]);
/** An earlier session of this process is still ending. */
const PASSING_CODES: ReadonlySet<string> = new Set(['DOWNLOAD_ALREADY_OPEN', 'DOWNLOAD_STOPPED']);
/** May have been damage on the way; twice it is what the server has. */
const TRIED_ONCE_MORE: ReadonlySet<string> = new Set(['DOWNLOAD_CHECKSUM_MISMATCH']);
/** What has these is not to be chosen again. */
const BLOCKING_CODES: ReadonlySet<string> = new Set([
  'DOWNLOAD_STALLED',
  'METADATA_TIMEOUT',
  'TORRENT_REFUSED',
  'DOWNLOAD_CHECKSUM_MISMATCH',
]);
const FULL_DISK: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);

/** `random` is from 0 to 1: it spreads what failed together. */
export function judge(
  error: unknown,
  { retries }: Pick<Download, 'retries'>,
  rules: RetryRules,
  random: number,
): Verdict {
  if (isDiskFull(error)) return { kind: 'wait_for_disk', delaySeconds: DISK_DELAY_SECONDS };
  const code = error instanceof DomainError ? error.code : null;
  const most = code !== null && TRIED_ONCE_MORE.has(code) ? Math.min(rules.maxRetries, 1) : rules.maxRetries;
  if (isPassing(error) && retries < most)
    return { kind: 'retry', delaySeconds: delayAfter(retries, rules.delaySeconds, random) };
  return { kind: 'fail', isBlocked: code !== null && BLOCKING_CODES.has(code) };
}

/** Doubled each time, and shortened by up to a half at random. */
function delayAfter(retries: number, firstSeconds: number, random: number): number {
  const longest = Math.max(firstSeconds, LONGEST_DELAY_SECONDS);
  return Math.min(longest, firstSeconds * 2 ** retries) * (1 - random / 2);
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof DomainError)) return true;
  if (SERVER_CODES.has(error.code)) return isRetryable(error);
  return PASSING_CODES.has(error.code) || !LASTING.has(error.kind);
}

function isDiskFull(error: unknown): boolean {
  for (let one = error; typeof one === 'object' && one !== null; one = 'cause' in one ? one.cause : null) {
    if (FULL_DISK.has(errorCode(one) ?? '')) return true;
    if (one instanceof DomainError && FULL_DISK.has(String(one.details.reason))) return true;
  }
  return false;
}
