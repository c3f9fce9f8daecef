import { DomainError } from '../errors/domain-error.js';
import { UpstreamResponseError, UpstreamTimeoutError, UpstreamUnreachableError } from './fetch.errors.js';

const DNS_CODES = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);
const TLS_CODE =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$)/;
const PROTOCOL_CODE = /^(?:HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UND_ERR_INFO)/;
const ENCODING_CODE = /^(?:Z_|ERR_BROTLI_|ERR__ERROR_|ERR_PADDING_|ERR_BUFFER_|ERR_STREAM_PREMATURE)/;
const CONNECT_CODE = /^(?:ENETUNREACH|EHOSTUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM|EINVAL)$/;

/** Turns what the HTTP client threw into one of our refusals, with the original as cause. Mistakes of callers stay as they are. */
export function translateFetchError<E>(error: E): E | DomainError {
  if (error instanceof DomainError) return error;
  const code = errorCode(error);
  if (code === undefined || code === 'UND_ERR_INVALID_ARG') return error;
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return new UpstreamTimeoutError('connect');
  if (PROTOCOL_CODE.test(code)) return new UpstreamResponseError('protocol', { cause: error });
  if (ENCODING_CODE.test(code)) return new UpstreamResponseError('encoding', { cause: error });
  return new UpstreamUnreachableError(unreachableReason(code), { cause: error });
}

function unreachableReason(code: string) {
  if (DNS_CODES.has(code)) return 'dns';
  if (code === 'ECONNREFUSED') return 'refused';
  if (TLS_CODE.test(code)) return 'tls';
  return CONNECT_CODE.test(code) ? 'unreachable' : 'interrupted';
}

function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
