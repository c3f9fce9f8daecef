import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

const BITS = { ipv4: 32, ipv6: 128 } as const;
/** Bits before the embedded IPv4 address in `::ffff:0:0/96`. */
const MAPPED_PREFIX = 96;

/** Null for anything that is not an address; `::ffff:10.0.0.1` is 10.0.0.1. */
function parseAddress(text: string): Address | null {
  if (isIP(text) === 0 || text.includes('%')) return null;
  return ipaddr.process(text);
}

/** One address, or all addresses with the same leading bits. Bits behind the prefix are dropped: 10.1.2.3/8 is 10.0.0.0/8. */
export class AddressRange {
  private constructor(
    private readonly first: Address,
    readonly prefix: number,
  ) {}

  /** Reads `192.168.1.7`, `10.0.0.0/8`, `2001:db8::/32`; null when the text is neither an address nor a range. */
  static parse(text: string): AddressRange | null {
    const match = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim());
    const address = match?.[1] === undefined ? null : parseAddress(match[1]);
    if (!match?.[1] || !address) return null;
    const bits = BITS[address.kind()];
    const isMapped = isIP(match[1]) === 6 && address.kind() === 'ipv4';
    const given = match[2] === undefined ? bits : Number(match[2]) - (isMapped ? MAPPED_PREFIX : 0);
    return given < 0 || given > bits ? null : new AddressRange(withoutHostBits(address, given), given);
  }

  contains(text: string): boolean {
    const address = parseAddress(text);
    return address !== null && address.kind() === this.first.kind() && address.match(this.first, this.prefix);
  }

  /** As PostgreSQL writes a `cidr`. */
  get cidr(): string {
    return `${this.first.toString()}/${this.prefix}`;
  }

  /** As people write it: a single address goes without its prefix. */
  toString(): string {
    return this.prefix === BITS[this.first.kind()] ? this.first.toString() : this.cidr;
  }
}

function withoutHostBits(address: Address, prefix: number): Address {
  const bytes = address.toByteArray().map((byte, index) => {
    const kept = Math.min(8, Math.max(0, prefix - index * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
  return ipaddr.fromByteArray(bytes);
}

/** Prefix that one subscriber usually holds: whoever has it can change the rest at will. */
const SUBSCRIBER_PREFIX_V6 = 64;

/** What a caller's address is counted by: itself, or its /64 in IPv6. */
export function addressGroup(address: string | undefined): string {
  const parsed = address === undefined ? null : parseAddress(address);
  if (!parsed) return 'unknown';
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${withoutHostBits(parsed, SUBSCRIBER_PREFIX_V6).toString()}/${SUBSCRIBER_PREFIX_V6}`;
}
