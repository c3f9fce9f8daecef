import { isIP, connect as connectTcp } from 'node:net';
import type { LookupFunction, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { LookupAddress } from 'node:dns';
import { buildConnector } from 'undici';
import { refusalOfAddress } from '../../../../common/fetch/address-policy.js';
import { UrlRefusedError } from '../../../../common/fetch/fetch.errors.js';
import type { FetchPolicy } from '../../../../common/fetch/fetch-policy.js';
import { resolvePublic } from '../../../../common/fetch/pinned-dispatcher.js';
import type { ConnectorBuilder } from '../../../../common/fetch/pinned-dispatcher.js';
import { DownloadProxyError } from './http.errors.js';
import type { ProxyServer } from './proxy-server.js';
import { openTunnel } from './proxy-tunnel.js';

/** An upper bound for attempts that nobody waits for any more; each request has its own, shorter limit. */
const CONNECT_LIMIT_MS = 60_000;

export interface ConnectTarget {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: number;
}

/**
 * Connects through proxies. The target is looked up and checked here exactly as without one, and the proxy is told the address
 * that was checked. The proxy's own address is checked too, unless an administrator named or listed it.
 */
export function proxiedConnector(
  policy: FetchPolicy,
  choose: (target: ConnectTarget) => ProxyServer | null,
): ConnectorBuilder {
  return (options) => {
    const direct = buildConnector(options);
    return (request, callback) => {
      const target = targetOf(request);
      const proxy = choose(target);
      if (proxy === null) return direct(request, callback);
      // The options that this client makes always bring the lookup that checks.
      const lookup = 'lookup' in options ? options.lookup : undefined;
      connectThrough(proxy, target, lookup, policy).then(
        (socket) => {
          if (target.protocol === 'https:') direct({ ...request, httpSocket: socket }, callback);
          else callback(null, socket);
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
      );
    };
  };
}

function targetOf(request: buildConnector.Options): ConnectTarget {
  const { protocol, hostname } = request;
  const port = Number(request.port) || (protocol === 'https:' ? 443 : 80);
  return { protocol, hostname: hostname.replace(/^\[|\]$/g, ''), port };
}

async function connectThrough(
  proxy: ProxyServer,
  target: ConnectTarget,
  lookup: LookupFunction | undefined,
  policy: FetchPolicy,
): Promise<Socket> {
  const address = isIP(target.hostname) === 0 ? await firstAddress(target.hostname, lookup) : target.hostname;
  const socket = await dial(proxy, await addressesOf(proxy, policy));
  try {
    await openTunnel(socket, proxy, { address, port: target.port });
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    throw error;
  }
  socket.setTimeout(0).removeAllListeners('timeout');
  return socket;
}

function firstAddress(hostname: string, lookup: LookupFunction | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    if (lookup === undefined) return reject(new Error('A connector was built without its lookup'));
    lookup(hostname, { all: false }, (error, address) => {
      if (error) reject(error);
      else resolve(String(address));
    });
  });
}

async function addressesOf(proxy: ProxyServer, policy: FetchPolicy): Promise<readonly LookupAddress[]> {
  const { hostname, port } = proxy;
  const family = isIP(hostname);
  const host = family === 6 ? `[${hostname}]` : hostname;
  const isListed =
    proxy.isTrusted ||
    ['http', 'https'].some((scheme) => policy.isListed(new URL(`${scheme}://${host}:${port}`)));
  if (family === 0)
    return isListed ? policy.resolveHost(hostname) : resolvePublic(hostname, policy.resolveHost);
  const refusal = isListed ? undefined : refusalOfAddress(hostname);
  if (refusal) throw new UrlRefusedError(refusal);
  return [{ address: hostname, family }];
}

/** A socket to the proxy, at one of these addresses. */
function dial(proxy: ProxyServer, addresses: readonly LookupAddress[]): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const lookup: LookupFunction = (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (!first) callback(new DownloadProxyError('unreachable'), []);
    else if (all) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
  const options = { host: proxy.hostname, port: proxy.port, lookup };
  const isTls = proxy.protocol === 'https:';
  const servername = isIP(proxy.hostname) === 0 ? proxy.hostname : '';
  const socket = isTls ? connectTls({ ...options, servername }) : connectTcp(options);
  const fail = (cause?: Error) => {
    socket.on('error', () => undefined).destroy();
    reject(new DownloadProxyError('unreachable', { cause }));
  };
  socket.setTimeout(CONNECT_LIMIT_MS, () => fail());
  socket.once('error', fail).once(isTls ? 'secureConnect' : 'connect', () => {
    socket.off('error', fail).setNoDelay(true);
    resolve(socket);
  });
  return promise;
}
