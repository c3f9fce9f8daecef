import { QueryFailedError } from 'typeorm';

/** SQLSTATE of a failed statement, or null when the error did not come from PostgreSQL. */
export function sqlState(error: unknown): string | null {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return null;
  return typeof cause.code === 'string' ? cause.code : null;
}

/** 40001 serialization_failure, 40P01 deadlock_detected. */
export const isSerializationFailure = (error: unknown): boolean =>
  ['40001', '40P01'].includes(sqlState(error) ?? '');

/** 23505 unique_violation, optionally of one index. */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  if (sqlState(error) !== '23505') return false;
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return (
    index === undefined ||
    (typeof cause === 'object' && cause !== null && 'constraint' in cause && cause.constraint === index)
  );
}

const LOST_CONNECTION = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);

/** The server is away, starting, stopping or full: trying again later can help. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== null && (LOST_CONNECTION.has(state) || state.startsWith('08'))) return true;
  return (
    error instanceof Error &&
    /Connection terminated|timeout expired|timeout exceeded when trying to connect/.test(error.message)
  );
}
