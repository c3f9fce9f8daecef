import type { IncomingMessage } from 'node:http';
import { AddressRange } from './address-range.js';

/**
 * Whom a request comes from, where Express' `request.ip` is not at hand: the last address on its way that is not one of
 * our proxies. What the client itself claims comes before that, and is not believed.
 */
export function clientAddress(
  { socket, headers }: Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } },
  trustedProxies: readonly string[],
): string | undefined {
  const trusted = trustedProxies.flatMap((text) => AddressRange.parse(text) ?? []);
  const isProxy = (address: string) => trusted.some((range) => range.contains(address));
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  let address = socket.remoteAddress;
  for (const before of forwarded.map((text) => text.trim()).reverse()) {
    if (before === '' || address === undefined || !isProxy(address)) break;
    address = before;
  }
  return address;
}
