/** Longer than this nobody means. */
const MAX_MS = 24 * 60 * 60_000;

/** The header's seconds or date as milliseconds from now; undefined when it says neither. */
export function retryAfterMsOf(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  const milliseconds = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(0, milliseconds), MAX_MS);
}
