const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const MAX_LINK_LENGTH = 16_384;
const MAX_TRACKERS = 40;
const MAX_TRACKER_LENGTH = 512;
const TRACKER = /^(?:https?|udp|wss?):\/\//i;

export interface MagnetLink {
  /** 40 lower-case hex digits. */
  readonly infoHash: string;
  readonly link: string;
}

/** An info hash as indexers write it, 40 hex digits or 32 base32 characters, as lower-case hex; else null. */
export function normaliseInfoHash(text: string): string | null {
  const hash = text.trim().toLowerCase();
  if (/^[0-9a-f]{40}$/.test(hash)) return hash;
  if (!/^[a-z2-7]{32}$/.test(hash)) return null;
  let bits = 0n;
  for (const character of hash) bits = bits * 32n + BigInt(BASE32.indexOf(character));
  return bits.toString(16).padStart(40, '0');
}

/** Writes a magnet link anew with only hash, name and trackers: peers and web seeds that a stranger names are dropped. */
export function readMagnet(text: string, releaseName: string): MagnetLink | null {
  const link = text.trim();
  if (link.length > MAX_LINK_LENGTH || !/^magnet:\?/i.test(link)) return null;
  const parameters = [...new URLSearchParams(link.slice('magnet:?'.length))];
  const valuesOf = (key: string) =>
    parameters.filter(([name]) => name.replace(/\.\d+$/, '') === key).map(([, value]) => value);
  for (const topic of valuesOf('xt')) {
    const infoHash = normaliseInfoHash(/^urn:btih:([^:]+)$/i.exec(topic)?.[1] ?? '');
    if (infoHash) return { infoHash, link: writeMagnet(infoHash, releaseName, valuesOf('tr')) };
  }
  return null;
}

/** A link of our own making. Web seeds only of a service that was configured: downloads connect where they say. */
export function writeMagnet(
  infoHash: string,
  name: string,
  trackers: readonly string[] = [],
  webSeeds: readonly string[] = [],
): string {
  const usable = trackers.filter((url) => TRACKER.test(url) && url.length <= MAX_TRACKER_LENGTH);
  return [
    `magnet:?xt=urn:btih:${infoHash}`,
    `dn=${encodeURIComponent(name)}`,
    ...[...new Set(usable)].slice(0, MAX_TRACKERS).map((url) => `tr=${encodeURIComponent(url)}`),
    ...webSeeds.map((url) => `ws=${encodeURIComponent(url)}`),
  ].join('&');
}
