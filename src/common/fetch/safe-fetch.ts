import { Injectable, Optional } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Dispatcher } from 'undici';
import { Exchange } from './exchange.js';
import { RedirectRefusedError } from './fetch.errors.js';
import { toLimits } from './fetch-options.js';
import type { SafeRequestLimits, SafeRequestOptions } from './fetch-options.js';
import { FetchPolicy } from './fetch-policy.js';
import { notifyWhenSent } from './notify-when-sent.js';
import { createDispatchers } from './pinned-dispatcher.js';
import type { Dispatchers } from './pinned-dispatcher.js';
import { followRedirect, isRedirect } from './redirect.js';
import type { Hop } from './redirect.js';
import { SafeResponse } from './safe-response.js';
import { translateFetchError } from './translate-error.js';
import { assertPublicUrl, parseHttpUrl } from './url-policy.js';

/**
 * The one HTTP client for URLs that come from outside. Refuses whatever is not public http(s), at the first URL and at each
 * redirect, by the addresses it really connects to; bounds time, size and redirects; keeps secrets within their origin.
 */
@Injectable()
export class SafeFetch implements OnApplicationShutdown {
  private readonly dispatchers: Dispatchers;

  constructor(
    private readonly policy: FetchPolicy,
    @Optional() dispatchers?: Dispatchers,
  ) {
    this.dispatchers = dispatchers ?? createDispatchers(policy.resolveHost);
  }

  /** Answers with any HTTP status; throws `UrlRefusedError`, an `UpstreamError`, or the reason of the caller's signal. */
  async request(url: string | URL, options: SafeRequestOptions = {}): Promise<SafeResponse> {
    const limits = toLimits(options);
    const exchange = new Exchange(limits.timeoutMs, options.signal);
    try {
      return await this.follow(firstHop(parseHttpUrl(url), options), limits, exchange);
    } catch (error) {
      exchange.end();
      throw error === exchange.signal.reason ? error : translateFetchError(error);
    }
  }

  /** Closes every connection; requests still running fail. */
  async close(): Promise<void> {
    await Promise.all([this.dispatchers.checked.destroy(), this.dispatchers.listed.destroy()]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  private async follow(first: Hop, limits: SafeRequestLimits, exchange: Exchange): Promise<SafeResponse> {
    let hop = first;
    for (let followed = 0; ; followed += 1) {
      const isListed = hop.isTrusted && this.policy.isListed(parseHttpUrl(hop.url));
      if (!isListed) assertPublicUrl(hop.url);
      const answer = await this.send({ ...hop, isTrusted: isListed }, limits, exchange);
      const headers = flattenHeaders(answer.headers);
      const location = isRedirect(answer.statusCode) ? headers['location'] : undefined;
      if (location === undefined || limits.maxRedirects === 0) {
        const hasBody = hop.method !== 'HEAD' && answer.statusCode !== 204 && answer.statusCode !== 304;
        const head = { status: answer.statusCode, headers, url: hop.url, hasBody };
        return new SafeResponse(head, answer.body, exchange, limits);
      }
      answer.body.on('error', () => undefined).destroy();
      if (followed >= limits.maxRedirects) throw new RedirectRefusedError('too_many', location);
      hop = followRedirect({ ...hop, isTrusted: isListed }, answer.statusCode, location);
    }
  }

  private async send(
    hop: Hop,
    limits: SafeRequestLimits,
    exchange: Exchange,
  ): Promise<Dispatcher.ResponseData> {
    const dispatcher = hop.isTrusted ? this.dispatchers.listed : this.dispatchers.checked;
    exchange.enter('connect', limits.connectTimeoutMs);
    const onSent = (): void => exchange.enter('headers', limits.headersTimeoutMs);
    const pending = dispatcher.compose(notifyWhenSent(onSent)).request({
      origin: hop.url.origin,
      path: hop.url.pathname + hop.url.search,
      method: hop.method,
      headers: hop.headers,
      body: hop.body ?? null,
      signal: exchange.signal,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const answer = await exchange.race(pending, (late) => late.body.on('error', () => undefined).destroy());
    exchange.leavePhase();
    return answer;
  }
}

function firstHop(url: URL, options: SafeRequestOptions): Hop {
  const own = Object.entries(options.headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  const headers = Object.fromEntries(own.filter(([name]) => name !== 'host'));
  // A byte range means bytes of the file itself, not of a compressed form of it.
  const encoding = 'range' in headers ? 'identity' : 'gzip, br';
  return {
    url,
    method: options.method ?? 'GET',
    headers: { 'user-agent': 'Sokoul', 'accept-encoding': encoding, ...headers },
    body: options.body,
    isTrusted: options.allowPrivate === 'listed',
  };
}

function flattenHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
