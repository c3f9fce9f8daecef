import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';
import type { AddressRefusal } from './refusals.js';

/** Ranges as ipaddr.js names them. What is not listed here, `unicast` apart, is reserved. */
const RANGES: Record<string, AddressRefusal> = {
  loopback: 'loopback',
  private: 'private',
  linkLocal: 'link-local',
  carrierGradeNat: 'cgnat',
  uniqueLocal: 'ula',
  unspecified: 'unspecified',
  multicast: 'multicast',
  broadcast: 'broadcast',
  deprecatedSiteLocal: 'site-local',
  discard: 'discard',
  '6to4': '6to4',
  teredo: 'teredo',
  ipv4Mapped: 'ipv4-mapped',
};

const DOCUMENTATION = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'].map(
  (cidr) => ipaddr.parseCIDR(cidr),
);
const GLOBAL_UNICAST_V6 = ipaddr.IPv6.parseCIDR('2000::/3');
const IPV4_COMPATIBLE = ipaddr.IPv6.parseCIDR('::/96');
const NAT64_WELL_KNOWN = ipaddr.IPv6.parseCIDR('64:ff9b::/96');
/** Azure's host agent: a public number that answers only from inside, with credentials. */
const METADATA = new Set(['168.63.129.16']);

/**
 * Why an IP address may not be contacted, or undefined when it may: only global unicast passes. IPv4 inside IPv6 is unwrapped
 * and judged by what it carries; of such forms only NAT64's 64:ff9b::/96 with a public address inside is let through.
 */
export function classifyAddress(address: string): AddressRefusal | undefined {
  if (isIP(address) === 0 || !ipaddr.isValid(address)) return 'reserved';
  const parsed = ipaddr.parse(address);
  return parsed instanceof ipaddr.IPv6 ? classifyIpv6(parsed) : classifyIpv4(parsed);
}

/** As `classifyAddress`, and refuses this machine's own addresses too: services bound to all interfaces answer there. */
export function refusalOfAddress(address: string): AddressRefusal | undefined {
  return classifyAddress(address) ?? (isOwnAddress(address) ? 'own-address' : undefined);
}

function isOwnAddress(address: string): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some((own) => own.address === address));
}

function classifyIpv4(address: ipaddr.IPv4): AddressRefusal | undefined {
  if (METADATA.has(address.toString())) return 'metadata';
  if (isDocumentation(address)) return 'documentation';
  const range = address.range();
  return range === 'unicast' ? undefined : (RANGES[range] ?? 'reserved');
}

function classifyIpv6(address: ipaddr.IPv6): AddressRefusal | undefined {
  const range = address.range();
  if (range === 'loopback' || range === 'unspecified') return range;
  const carried = carriedIpv4(address, range);
  const carriedRefusal = carried && classifyIpv4(carried);
  if (carriedRefusal) return carriedRefusal;
  if (address.match(NAT64_WELL_KNOWN)) return undefined;
  if (isDocumentation(address)) return 'documentation';
  if (range === 'unicast' && address.match(GLOBAL_UNICAST_V6)) return undefined;
  return RANGES[range] ?? 'reserved';
}

function isDocumentation(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return DOCUMENTATION.some(
    ([network, bits]) => address.kind() === network.kind() && address.match(network, bits),
  );
}

/** The IPv4 address that an IPv6 address stands for, if it is of a form that carries one. */
function carriedIpv4(address: ipaddr.IPv6, range: string): ipaddr.IPv4 | undefined {
  const bytes = address.toByteArray();
  const last = bytes.slice(12);
  if (range === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6));
  // Teredo keeps the client's address inverted.
  if (range === 'teredo') return new ipaddr.IPv4(last.map((byte) => byte ^ 0xff));
  const carriesLast = ['ipv4Mapped', 'rfc6145', 'rfc6052'].includes(range) || address.match(IPV4_COMPATIBLE);
  return carriesLast ? new ipaddr.IPv4(last) : undefined;
}
