/** How long a key still verifies after the next one was made: longer than an access token lives. */
export const KEY_OVERLAP_MS = 2 * 3600 * 1000;

export interface StoredKey {
  readonly number: number;
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
}

/** The keys that verify at `now`, newest first; the newest never stops. */
export function verifyingKeys(keys: readonly StoredKey[], now: number): StoredKey[] {
  const newestFirst = [...keys].sort((a, b) => b.number - a.number);
  return newestFirst.filter((_key, index) => {
    const successor = newestFirst[index - 1];
    return successor === undefined || now < successor.madeAt + KEY_OVERLAP_MS;
  });
}
