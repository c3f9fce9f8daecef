/** Milliseconds, rounded to a tenth. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** Null when nothing was measured. */
export function spreadOf(values: readonly number[]): Spread | null {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
  const [p50, p95, max] = [at(0.5), at(0.95), sorted.at(-1)];
  if (p50 === undefined || p95 === undefined || max === undefined) return null;
  return { p50: round(p50), p95: round(p95), max: round(max) };
}

const round = (value: number): number => Math.round(value * 10) / 10;

const column = (value: number): string => value.toFixed(1).padStart(9);

/** One line of the table. */
export const toLine = (name: string, spread: Spread | null): string =>
  `  ${name.padEnd(52)}${spread ? [spread.p50, spread.p95, spread.max].map(column).join('') : '        -'}\n`;

export const HEADING = `  ${''.padEnd(52)}${['p50', 'p95', 'max'].map((name) => name.padStart(9)).join('')}\n`;
