import { HttpException } from '@nestjs/common';
import { isDatabaseUnavailable } from '../database/postgres-errors.js';
import { DatabaseUnavailableError } from './common.errors.js';
import { DomainError } from './domain-error.js';
import { CODE_BY_STATUS, STATUS_BY_KIND } from './error-status.js';
import { RateLimitedError } from './rate-limited.error.js';

/** An error as every surface may show it: nothing about the inside when `status` is 500. */
export interface ErrorDescription {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: Record<string, unknown>;
  /** Seconds until trying again can help, when that is known. */
  readonly retryAfter?: number;
}

const INTERNAL: ErrorDescription = {
  status: 500,
  code: 'INTERNAL_ERROR',
  message: 'Something went wrong on our side',
  details: {},
};

/** Errors of Express' own parsers carry a status and may be shown. */
function isClientError(error: unknown): error is { status: number; message: string } {
  if (typeof error !== 'object' || error === null || !('status' in error) || !('message' in error))
    return false;
  return (
    typeof error.status === 'number' &&
    error.status >= 400 &&
    error.status < 500 &&
    typeof error.message === 'string'
  );
}

const ofStatus = (status: number, message: string): ErrorDescription => ({
  status,
  code: CODE_BY_STATUS[status] ?? 'REQUEST_REFUSED',
  message,
  details: {},
});

export function describeError(error: unknown): ErrorDescription {
  if (error instanceof DomainError) {
    return {
      status: STATUS_BY_KIND[error.kind],
      code: error.code,
      message: error.message,
      details: error.details,
      ...(error instanceof RateLimitedError ? { retryAfter: error.retryAfter } : {}),
    };
  }
  if (error instanceof HttpException && error.getStatus() < 500)
    return ofStatus(error.getStatus(), error.message);
  if (isDatabaseUnavailable(error)) return describeError(new DatabaseUnavailableError());
  if (isClientError(error)) return ofStatus(error.status, error.message);
  return INTERNAL;
}
