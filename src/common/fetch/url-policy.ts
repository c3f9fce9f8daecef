import { isIP } from 'node:net';
import { refusalOfAddress } from './address-policy.js';
import { BLOCKED_PORTS } from './blocked-ports.js';
import { UrlRefusedError } from './fetch.errors.js';
import type { UrlRefusal } from './refusals.js';

const LOOPBACK_NAME = /^(?:ip6-localhost|ip6-loopback|(?:.+\.)?(?:localhost|localdomain|localdomain6))$/;
const INTERNAL_NAME = /^(?:[^.]+|.+\.(?:local|internal|intranet|lan|home|corp|private|home\.arpa))$/;

/** Parses a URL that may be contacted in principle: http or https, without a user name or password in it. */
export function parseHttpUrl(input: string | URL): URL {
  if (!URL.canParse(String(input))) throw new UrlRefusedError('invalid');
  const url = new URL(input);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new UrlRefusedError('scheme');
  if (url.username !== '' || url.password !== '') throw new UrlRefusedError('credentials');
  return url;
}

/**
 * Refuses a URL whose own text shows that it is no public web address. A name that passes has still to be resolved and its
 * addresses checked when the connection is made.
 */
export function assertPublicUrl(input: string | URL): URL {
  const url = parseHttpUrl(input);
  const refusal = refusalOfHost(url.hostname) ?? refusalOfPort(url.port);
  if (refusal) throw new UrlRefusedError(refusal);
  return url;
}

function refusalOfHost(hostname: string): UrlRefusal | undefined {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
  if (host === '') return 'invalid';
  if (isIP(host) !== 0) return refusalOfAddress(host);
  if (LOOPBACK_NAME.test(host)) return 'loopback-name';
  return INTERNAL_NAME.test(host) ? 'internal-name' : undefined;
}

function refusalOfPort(port: string): UrlRefusal | undefined {
  return port !== '' && BLOCKED_PORTS.has(Number(port)) ? 'port' : undefined;
}
