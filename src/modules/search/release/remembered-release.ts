import { parseReleaseName } from './release-name.js';
import type { ParsedRelease } from './release-name.js';

/** Some megabytes. */
const MAX_REMEMBERED = 4000;

const remembered = new Map<string, ParsedRelease>();

/**
 * As `parseReleaseName`, which takes about a millisecond: several providers offer the same names, and searches repeat. The
 * answer is shared, so nobody may change it.
 */
export function rememberedRelease(name: string): ParsedRelease {
  const parsed = remembered.get(name) ?? parseReleaseName(name);
  remembered.delete(name);
  remembered.set(name, parsed);
  const [oldest] = remembered.size > MAX_REMEMBERED ? remembered.keys() : [];
  if (oldest !== undefined) remembered.delete(oldest);
  return parsed;
}
