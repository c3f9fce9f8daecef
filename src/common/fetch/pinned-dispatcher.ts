import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import type { Dispatcher } from 'undici';
import { refusalOfAddress } from './address-policy.js';
import { UpstreamUnreachableError, UrlRefusedError } from './fetch.errors.js';
import type { ResolveHost } from './fetch-policy.js';

/** An upper bound for attempts that nobody waits for any more; each request has its own, shorter limit. */
const CONNECT_LIMIT_MS = 60_000;

/**
 * Two pools of kept-alive connections that never mix: `checked` opens a socket only to addresses that passed, `listed` is for
 * origins that an administrator named. So a socket opened under one decision is never used under another.
 */
export interface Dispatchers {
  readonly checked: Dispatcher;
  readonly listed: Dispatcher;
}

export type ConnectorBuilder = (options: buildConnector.BuildOptions) => buildConnector.connector;

export function createDispatchers(
  resolve: ResolveHost,
  build: ConnectorBuilder = buildConnector,
): Dispatchers {
  const connect = build({
    timeout: CONNECT_LIMIT_MS,
    lookup: pinnedLookup((host) => resolvePublic(host, resolve)),
  });
  return {
    checked: new Agent({ connect: refusingLiterals(connect) }),
    listed: new Agent({ connect: build({ timeout: CONNECT_LIMIT_MS, lookup: pinnedLookup(resolve) }) }),
  };
}

/** Resolves once, at the moment of connecting, and hands the socket exactly the addresses that were checked. */
export async function resolvePublic(
  hostname: string,
  resolve: ResolveHost,
): Promise<readonly LookupAddress[]> {
  const addresses = await resolve(hostname);
  // One bad address refuses the whole name: a mixed answer is what a rebinding attack looks like.
  for (const { address } of addresses) assertPublicAddress(address);
  return addresses;
}

/** A literal address is never looked up, so it is checked before the socket is opened. */
function refusingLiterals(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) => {
    const refusal = isIP(options.hostname) === 0 ? undefined : refusalOfAddress(options.hostname);
    if (refusal) callback(new UrlRefusedError(refusal), null);
    else connect(options, callback);
  };
}

function assertPublicAddress(address: string): void {
  const refusal = refusalOfAddress(address);
  if (refusal) throw new UrlRefusedError(refusal);
}

function pinnedLookup(resolve: ResolveHost): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const usable = addresses.filter(({ family }) => !options.family || options.family === family);
        const first = usable[0];
        if (!first) callback(new UpstreamUnreachableError('dns'), []);
        else if (options.all) callback(null, [...usable]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}
