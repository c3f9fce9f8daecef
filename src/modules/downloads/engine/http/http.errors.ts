import { DomainError } from '../../../../common/errors/domain-error.js';
import {
  RedirectRefusedError,
  UpstreamResponseError,
  UpstreamTimeoutError,
  UpstreamUnreachableError,
} from '../../../../common/fetch/fetch.errors.js';
import { DownloadStorageError } from '../engine.errors.js';

/** The server answered, but not with the file. */
export class DownloadHttpStatusError extends DomainError {
  readonly code = 'DOWNLOAD_HTTP_STATUS';
  readonly kind = 'upstream';
  constructor(
    readonly status: number,
    /** What its Retry-After asks for; null when it says nothing. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(`The server answered with status ${status}`, { status });
  }
}

export type TimeLimit = 'connect' | 'read' | 'speed' | 'total';

export class DownloadTimedOutError extends DomainError {
  readonly code = 'DOWNLOAD_TIMED_OUT';
  readonly kind = 'upstream';
  constructor(
    readonly limit: TimeLimit,
    options?: ErrorOptions,
  ) {
    super(
      limit === 'total'
        ? 'The download took longer than it may'
        : 'The server was silent or far too slow for too long',
      { limit },
      options,
    );
  }
}

export class DownloadUnreachableError extends DomainError {
  readonly code = 'DOWNLOAD_UNREACHABLE';
  readonly kind = 'upstream';
  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The server cannot be reached: ${reason}`, { reason }, options);
  }
}

/** The body ended before the length that was announced. */
export class DownloadTruncatedError extends DomainError {
  readonly code = 'DOWNLOAD_TRUNCATED';
  readonly kind = 'upstream';
  constructor(options?: ErrorOptions) {
    super('The server sent less than it had announced', {}, options);
  }
}

export type AnswerProblem = 'protocol' | 'encoding' | 'length' | 'too_long' | 'unasked_range';

export class DownloadAnswerInvalidError extends DomainError {
  readonly code = 'DOWNLOAD_ANSWER_INVALID';
  readonly kind = 'upstream';
  constructor(
    readonly reason: AnswerProblem,
    options?: ErrorOptions,
  ) {
    super('The answer of the server cannot be used', { reason }, options);
  }
}

/** It sent other bytes than it was asked for. */
export class DownloadRangeMismatchError extends DomainError {
  readonly code = 'DOWNLOAD_RANGE_MISMATCH';
  readonly kind = 'upstream';
  constructor() {
    super('The server sent other parts of the file than it was asked for');
  }
}

export class DownloadTooLargeError extends DomainError {
  readonly code = 'DOWNLOAD_TOO_LARGE';
  readonly kind = 'too_large';
  constructor(limitBytes: number) {
    super(`The file is larger than ${limitBytes} bytes`, { limit_bytes: limitBytes });
  }
}

export class DownloadRedirectRefusedError extends DomainError {
  readonly code = 'DOWNLOAD_REDIRECT_REFUSED';
  readonly kind = 'upstream';
  constructor(reason: string, options?: ErrorOptions) {
    super('The server redirects to where it cannot be followed', { reason }, options);
  }
}

/** The file is complete and is not what was expected; it has been thrown away. */
export class DownloadChecksumMismatchError extends DomainError {
  readonly code = 'DOWNLOAD_CHECKSUM_MISMATCH';
  readonly kind = 'upstream';
  constructor(algorithm: string, expected: string, actual: string) {
    super(`The file has another ${algorithm} checksum than expected`, { algorithm, expected, actual });
  }
}

/** The proxy refused, or does not speak as it should. */
export class DownloadProxyError extends DomainError {
  readonly code = 'DOWNLOAD_PROXY_FAILED';
  readonly kind = 'upstream';
  constructor(
    readonly reason: 'auth' | 'refused' | 'protocol' | 'unreachable' | 'unsupported',
    options?: ErrorOptions,
  ) {
    super(`The proxy did not let the download through: ${reason}`, { reason }, options);
  }
}

const RETRYABLE_STATUS = new Set([408, 421, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524]);

/** Whether trying again may help. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof DownloadHttpStatusError) return RETRYABLE_STATUS.has(error.status);
  if (error instanceof DownloadTimedOutError) return error.limit !== 'total';
  if (error instanceof DownloadUnreachableError) return error.reason !== 'tls';
  if (error instanceof DownloadProxyError)
    return error.reason === 'unreachable' || error.reason === 'refused';
  return error instanceof DownloadTruncatedError;
}

/** Whatever went wrong while fetching or storing, as an error of ours with a stable code. */
export function httpErrorOf(error: unknown): Error {
  if (error instanceof RedirectRefusedError)
    return new DownloadRedirectRefusedError(error.reason, { cause: error });
  if (error instanceof UpstreamTimeoutError)
    return new DownloadTimedOutError(error.phase === 'connect' ? 'connect' : 'read', { cause: error });
  if (error instanceof UpstreamUnreachableError)
    return error.reason === 'interrupted'
      ? new DownloadTruncatedError({ cause: error })
      : new DownloadUnreachableError(error.reason, { cause: error });
  if (error instanceof UpstreamResponseError)
    return new DownloadAnswerInvalidError(error.reason === 'encoding' ? 'encoding' : 'protocol', {
      cause: error,
    });
  if (error instanceof DomainError) return error;
  // Some of them have no code by which SafeFetch would know them.
  if (error instanceof Error && error.name === 'HTTPParserError')
    return new DownloadAnswerInvalidError('protocol', { cause: error });
  const code = storageCodeOf(error);
  if (code !== null) return new DownloadStorageError(code, { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}

/** `ENOSPC` and the like. */
function storageCodeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('syscall' in error) || !('code' in error)) return null;
  return String(error.code);
}
