const SECOND_MS = 1000;
const UNTOLD_SECONDS = 3600;
const MIN_SECONDS = 60;
const MAX_SECONDS = 24 * 3600;

/** How long an answer may be used without asking again, by its headers; an hour when they don't say. */
export function freshForMs(headers: Readonly<Record<string, string>>): number {
  const told = /(?:^|[\s,])max-age=(\d{1,9})/i.exec(headers['cache-control'] ?? '')?.[1];
  const age = /^\d{1,9}$/.exec(headers['age'] ?? '')?.[0] ?? '0';
  const seconds = told === undefined ? UNTOLD_SECONDS : Number(told) - Number(age);
  return Math.min(Math.max(seconds, MIN_SECONDS), MAX_SECONDS) * SECOND_MS;
}

/** Whole seconds until asking again can help, from 1 to 60, of a Retry-After in seconds or as a date; 10 when it doesn't say. */
export function retryAfterSeconds(header: string | undefined, now: Date): number {
  const value = header?.trim() ?? '';
  const date = Date.parse(value);
  const untold = Number.isNaN(date) ? 10 : Math.ceil((date - now.getTime()) / SECOND_MS);
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : untold;
  return Math.min(Math.max(seconds, 1), 60);
}
