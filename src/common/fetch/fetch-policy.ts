import { lookup } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';

/** Answers with every address of a host name. */
export type ResolveHost = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface FetchPolicyOptions {
  /** URLs of administrators' own services; only scheme, host and port count. */
  allowedOrigins?: Iterable<string>;
  /** Default: the resolver of the system. */
  resolveHost?: ResolveHost;
}

/** Which private services may be contacted, by exact origin. The list may change at any time: each request asks anew. */
export class FetchPolicy {
  readonly resolveHost: ResolveHost;
  private origins: ReadonlySet<string>;

  constructor(options: FetchPolicyOptions = {}) {
    this.resolveHost = options.resolveHost ?? ((hostname) => lookup(hostname, { all: true }));
    this.origins = toOrigins(options.allowedOrigins ?? []);
  }

  get allowedOrigins(): ReadonlySet<string> {
    return this.origins;
  }

  setAllowedOrigins(urls: Iterable<string>): void {
    this.origins = toOrigins(urls);
  }

  isListed(url: URL): boolean {
    return this.origins.has(url.origin);
  }
}

function toOrigins(urls: Iterable<string>): ReadonlySet<string> {
  return new Set(Array.from(urls, (url) => new URL(url).origin));
}
