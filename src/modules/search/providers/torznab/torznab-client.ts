import type { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import { ProviderError, toProviderError } from '../provider.errors.js';
import type { TorznabParameters } from './torznab-query.js';
import { errorOfDocument, errorOfStatus } from './torznab-errors.js';
import { parseXml } from './xml-element.js';
import type { XmlDocument } from './xml-element.js';

const MAX_BODY_BYTES = 5 * 1024 * 1024;
/** A backstop only: the caller's signal ends a request earlier. */
const MAX_REQUEST_MS = 120_000;

export interface TorznabEndpoint {
  readonly url: string;
  readonly apiKey: string | undefined;
}

/** Calls one Torznab endpoint. The API key travels in the query, as the protocol wants it, and is never logged. */
export class TorznabClient {
  constructor(
    private readonly fetch: SafeFetch,
    private readonly endpoint: TorznabEndpoint,
  ) {}

  /** Throws `ProviderError`, or the reason of the signal. */
  async call(parameters: TorznabParameters, signal: AbortSignal): Promise<XmlDocument> {
    const { status, isOk, body } = await this.send(parameters, signal);
    let document: XmlDocument;
    try {
      document = parseXml(body);
    } catch (error) {
      throw isOk ? error : errorOfStatus(status);
    }
    // An error is a document of its own, and Jackett sends it with HTTP 200.
    if (document.rootName === 'error') throw errorOfDocument(document.root, status);
    if (!isOk) throw errorOfStatus(status);
    return document;
  }

  private async send(parameters: TorznabParameters, signal: AbortSignal) {
    try {
      const response = await this.fetch.request(this.urlFor(parameters), {
        signal,
        allowPrivate: 'listed',
        headers: { accept: 'application/rss+xml, application/xml, text/xml' },
        maxBodyBytes: MAX_BODY_BYTES,
        timeoutMs: MAX_REQUEST_MS,
        // Meta indexers send the first byte when the last of their sites has answered.
        headersTimeoutMs: 0,
        bodyIdleTimeoutMs: 0,
      });
      return { status: response.status, isOk: response.isOk, body: await response.text() };
    } catch (error) {
      if (signal.aborted && !(error instanceof ProviderError)) throw signal.reason;
      throw toProviderError(error);
    }
  }

  private urlFor(parameters: TorznabParameters): URL {
    const url = new URL(this.endpoint.url);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    if (this.endpoint.apiKey !== undefined) url.searchParams.set('apikey', this.endpoint.apiKey);
    return url;
  }
}
