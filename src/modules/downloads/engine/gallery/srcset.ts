export interface SizedUrl {
  readonly url: string;
  /** Width in pixels, or the density times a thousand, so that both can be compared among themselves. */
  readonly size: number;
}

const MAX_CANDIDATES = 100;
const CANDIDATE = /[\s,]*(\S*[^\s,])(?:\s+([\d.]{1,12})([wx])[^,]*)?\s*(?:,|$)/gy;

/** The candidates of a `srcset`, as written. */
export function readSrcset(srcset: string): SizedUrl[] {
  const found: SizedUrl[] = [];
  for (const [, url = '', size, unit] of srcset.matchAll(CANDIDATE)) {
    if (found.length >= MAX_CANDIDATES) break;
    const number = Number(size ?? 1);
    found.push({ url, size: unit === 'w' ? number : number * 1000 });
  }
  return found;
}

/** The largest; the first of equals. Null when there is none. */
export function largestOf(candidates: readonly SizedUrl[]): SizedUrl | null {
  return candidates.reduce<SizedUrl | null>(
    (best, next) => (best === null || next.size > best.size ? next : best),
    null,
  );
}
