const CLOCK = /^(?:(?<hours>\d{1,2}):)?(?<minutes>\d{1,3}):(?<seconds>\d{2})(?:\.\d+)?$/;
const WORDS =
  /^(?:(?<hours>\d{1,2})\s*h(?:ours?|rs?|r)?\.?,?\s*)?(?:(?<minutes>\d{1,3})\s*m(?:in(?:utes?|s)?)?\.?)?(?:,?\s*\d{1,2}\s*s(?:ec(?:onds?|s)?)?\.?)?$/i;
const MAX_MINUTES = 1440;

/** `1:35:42`, `95:42`, `95 min` or `1h 35m` in whole minutes; null for anything else. */
export function readRuntime(text: string): number | null {
  const { hours, minutes, seconds } = (CLOCK.exec(text.trim()) ?? WORDS.exec(text.trim()))?.groups ?? {};
  const total = Number(hours ?? 0) * 60 + Number(minutes ?? 0) + Math.round(Number(seconds ?? 0) / 60);
  return total > 0 && total <= MAX_MINUTES ? total : null;
}
