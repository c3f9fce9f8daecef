import { addressNumber } from './address-ranges.js';

export interface BlockedRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** From this access level on, a line of a DAT file lets its addresses in. */
const FIRST_ALLOWED_LEVEL = 128;
const CIDR = /^([\da-f:.]+)(?:\/(\d{1,3}))?$/i;
const DAT = /^([\d.]+)\s*-\s*([\d.]+)\s*,\s*(\d+)\s*(?:,.*)?$/;
/** The name may contain colons itself. */
const P2P = /^(?:.*:)?([\d.]+)\s*-\s*([\d.]+)$/;

/**
 * Reads one line of a blocklist: P2P (`name:1.2.3.4-1.2.3.9`), DAT (`001.002.003.004 - 001.002.003.009 , 000 , name`), CIDR or
 * a single address. Null for comments, empty lines, ranges that are let in, and what is none of these.
 */
export function readBlocklistLine(line: string): BlockedRange | null {
  const text = line.trim();
  if (text === '' || text.startsWith('#') || text.startsWith('//')) return null;
  const cidr = CIDR.exec(text);
  if (cidr?.[1] !== undefined) return ofCidr(cidr[1], cidr[2]);
  const dat = DAT.exec(text);
  if (dat) return Number(dat[3]) < FIRST_ALLOWED_LEVEL ? ofEnds(dat[1], dat[2]) : null;
  const p2p = P2P.exec(text);
  return p2p ? ofEnds(p2p[1], p2p[2]) : null;
}

function ofEnds(from: string | undefined, to: string | undefined): BlockedRange | null {
  const first = addressNumber(withoutZeros(from ?? ''));
  const last = addressNumber(withoutZeros(to ?? ''));
  return first === null || last === null || first > last ? null : { first, last };
}

function ofCidr(address: string, prefix: string | undefined): BlockedRange | null {
  const number = addressNumber(address.includes(':') ? address : withoutZeros(address));
  if (number === null) return null;
  const bits = address.includes(':') ? 128 : 32;
  const length = prefix === undefined ? bits : Number(prefix);
  if (length > bits) return null;
  const hosts = (1n << BigInt(bits - length)) - 1n;
  return { first: number - (number & hosts), last: number | hosts };
}

/** `001.002.003.004`, as DAT files have it, would be read as octal elsewhere. */
function withoutZeros(address: string): string {
  return address.replace(/\b0+(?=\d)/g, '');
}
