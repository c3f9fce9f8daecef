import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

interface Range {
  first: bigint;
  last: bigint;
}

/** IPv4 addresses stand where IPv6 maps them, so that both are in one order. */
const MAPPED = 0xffff_0000_0000n;

/** The number of an address; null for what is none. */
export function addressNumber(text: string): bigint | null {
  if (isIP(text) === 0 || text.includes('%')) return null;
  const address = ipaddr.process(text);
  const number = address.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return address.kind() === 'ipv4' ? MAPPED | number : number;
}

/** Many ranges of addresses, looked up by halving. */
export class AddressRanges {
  private readonly firsts: BigUint64Array;
  private readonly lasts: BigUint64Array;

  /** In any order; they may overlap. */
  constructor(ranges: readonly Range[]) {
    const merged = merge(ranges);
    this.firsts = packed(merged.map(({ first }) => first));
    this.lasts = packed(merged.map(({ last }) => last));
  }

  get size(): number {
    return this.firsts.length / 2;
  }

  contains(address: string): boolean {
    const number = addressNumber(address);
    if (number === null) return false;
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (at(this.lasts, middle) < number) low = middle + 1;
      else high = middle;
    }
    return low < this.size && at(this.firsts, low) <= number;
  }
}

function merge(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  for (const { first, last } of sorted) {
    const before = merged.at(-1);
    if (before && first <= before.last + 1n) before.last = last > before.last ? last : before.last;
    else merged.push({ first, last });
  }
  return merged;
}

/** Two words each: the upper and the lower half. */
function packed(numbers: readonly bigint[]): BigUint64Array {
  const words = new BigUint64Array(numbers.length * 2);
  numbers.forEach((number, i) => {
    words[2 * i] = number >> 64n;
    words[2 * i + 1] = BigInt.asUintN(64, number);
  });
  return words;
}

function at(words: BigUint64Array, index: number): bigint {
  return ((words[2 * index] ?? 0n) << 64n) | (words[2 * index + 1] ?? 0n);
}
