import { MagnetInvalidError } from '../engine.errors.js';
import { announceUrls } from './announce-urls.js';

const MAX_LENGTH = 16_384;
const MAX_NAME_LENGTH = 255;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

export interface Magnet {
  /** SHA-1 of the info dictionary: 40 lower-case hex digits. */
  readonly infoHash: string;
  readonly name: string | null;
  readonly trackers: string[];
}

/**
 * Reads a BitTorrent v1 magnet link. Refuses everything else, v2-only links among it. Web seeds, peer addresses and
 * metadata URLs in the link are dropped: they would make this system connect where a stranger says.
 */
export function parseMagnet(text: string): Magnet {
  const link = text.trim();
  if (link.length > MAX_LENGTH) throw new MagnetInvalidError('it is too long');
  if (!/^magnet:\?/i.test(link)) throw new MagnetInvalidError('it does not begin with magnet:?');
  const parameters = new URLSearchParams(link.slice('magnet:?'.length));
  return {
    infoHash: infoHashOf(valuesOf(parameters, 'xt')),
    name: nameOf(parameters.get('dn')),
    trackers: announceUrls(valuesOf(parameters, 'tr')),
  };
}

/** A magnet link as it is; a bare info-hash (40 hex digits or 32 base32 characters) as the link of it. */
export function toMagnetLink(text: string): string {
  const hash = text.trim();
  return /^(?:[0-9a-f]{40}|[a-z2-7]{32})$/i.test(hash)
    ? magnetLinkOf(infoHashOf([`urn:btih:${hash}`]))
    : hash;
}

/** A link by which the torrent is known where nothing else is. */
export function magnetLinkOf(infoHash: string, trackers: readonly string[] = []): string {
  return [`magnet:?xt=urn:btih:${infoHash}`, ...trackers.map((url) => `tr=${encodeURIComponent(url)}`)].join(
    '&',
  );
}

/** `xt` as well as the numbered `xt.1`, which some indexers write. */
function valuesOf(parameters: URLSearchParams, key: string): string[] {
  return [...parameters].filter(([name]) => name.replace(/\.\d+$/, '') === key).map(([, value]) => value);
}

function infoHashOf(topics: string[]): string {
  for (const topic of topics) {
    const hash = /^urn:btih:([^:]+)$/i.exec(topic)?.[1];
    if (hash === undefined) continue;
    if (/^[0-9a-f]{40}$/i.test(hash)) return hash.toLowerCase();
    if (/^[a-z2-7]{32}$/i.test(hash)) return base32ToHex(hash);
    throw new MagnetInvalidError('its info-hash is neither 40 hex digits nor 32 base32 characters');
  }
  if (topics.some((topic) => /^urn:btmh:/i.test(topic))) {
    throw new MagnetInvalidError('it names a BitTorrent v2 torrent only');
  }
  throw new MagnetInvalidError('it has no info-hash (xt=urn:btih:…)');
}

function base32ToHex(text: string): string {
  let bits = 0n;
  for (const character of text.toLowerCase()) bits = bits * 32n + BigInt(BASE32.indexOf(character));
  return bits.toString(16).padStart(40, '0');
}

function nameOf(value: string | null): string | null {
  const name = value
    ?.replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, MAX_NAME_LENGTH)
    .toWellFormed();
  return name === undefined || name === '' ? null : name;
}
