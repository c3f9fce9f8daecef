import { isIP } from 'node:net';
import { AddressRange } from '../../../../common/net/address-range.js';
import { DownloadProxyError } from './http.errors.js';

const DEFAULT_PORTS = { 'http:': 80, 'https:': 443, 'socks5:': 1080 } as const;
type ProxyProtocol = keyof typeof DEFAULT_PORTS;

/** A proxy and how to speak to it. */
export interface ProxyServer {
  readonly protocol: ProxyProtocol;
  readonly hostname: string;
  readonly port: number;
  readonly credentials: { readonly username: string; readonly password: string } | null;
  /** Named by an administrator: it may be on a private address. */
  readonly isTrusted: boolean;
}

/** What the environment of the worker says about proxies. */
export interface SystemProxies {
  readonly http: string | undefined;
  readonly https: string | undefined;
  /** Hosts that are reached without one, as in NO_PROXY. */
  readonly exceptions: string | undefined;
}

/**
 * Reads `http://user:password@host:port`, with https and socks5 (also written socks5h) as well; http is meant where nothing is
 * said. Refuses anything else.
 */
export function parseProxy(text: string, isTrusted: boolean): ProxyServer {
  const full = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(full)) throw new DownloadProxyError('unsupported');
  const url = new URL(full);
  const protocol = protocolOf(url.protocol);
  if (protocol === null || url.hostname === '') throw new DownloadProxyError('unsupported');
  return {
    protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? DEFAULT_PORTS[protocol] : Number(url.port),
    credentials:
      url.username === '' ? null : { username: decoded(url.username), password: decoded(url.password) },
    isTrusted,
  };
}

/** The proxy of the system for a target, null when it is reached without one. */
export function systemProxyFor(
  target: { readonly protocol: string; readonly hostname: string; readonly port: number },
  { http, https, exceptions }: SystemProxies,
): ProxyServer | null {
  const proxy = target.protocol === 'https:' ? https : http;
  if (proxy === undefined || isException(target, exceptions ?? '')) return null;
  return parseProxy(proxy, true);
}

/** NO_PROXY: `*`, a host with all its subdomains, an address or a range, each also with a port. */
function isException(target: { hostname: string; port: number }, exceptions: string): boolean {
  const hostname = target.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return exceptions.split(/[\s,]+/).some((entry) => {
    if (entry === '' || entry === '*') return entry === '*';
    if (isIP(hostname) !== 0 && AddressRange.parse(entry)?.contains(hostname) === true) return true;
    const [, host = '', port] = /^(.*?)(?::(\d{1,5}))?$/.exec(entry.toLowerCase()) ?? [];
    const name = host.replace(/^\*?\./, '');
    const isHost = hostname === name || (isIP(hostname) === 0 && hostname.endsWith(`.${name}`));
    return name !== '' && isHost && (port === undefined || Number(port) === target.port);
  });
}

function protocolOf(text: string): ProxyProtocol | null {
  switch (text) {
    case 'http:':
    case 'https:':
    case 'socks5:':
      return text;
    case 'socks5h:':
    case 'socks:':
      return 'socks5:';
    default:
      return null;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
