import type { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import { callProvider, errorOfStatus } from '../provider-http.js';
import type { TorznabParameters } from './torznab-query.js';
import { errorOfDocument } from './torznab-errors.js';
import { parseXml } from './xml-element.js';
import type { XmlDocument } from './xml-element.js';

const HEADERS = { accept: 'application/rss+xml, application/xml, text/xml' };

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
    const answer = await callProvider(this.fetch, this.urlFor(parameters), HEADERS, signal);
    let document: XmlDocument;
    try {
      document = parseXml(answer.body);
    } catch (error) {
      throw answer.isOk ? error : errorOfStatus(answer);
    }
    // An error is a document of its own, and Jackett sends it with HTTP 200.
    if (document.rootName === 'error') throw errorOfDocument(document.root, answer);
    if (!answer.isOk) throw errorOfStatus(answer);
    return document;
  }

  private urlFor(parameters: TorznabParameters): URL {
    const url = new URL(this.endpoint.url);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    if (this.endpoint.apiKey !== undefined) url.searchParams.set('apikey', this.endpoint.apiKey);
    return url;
  }
}
