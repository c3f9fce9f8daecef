import { Injectable } from '@nestjs/common';
import { refusalOfAddress } from '../../../common/fetch/address-policy.js';
import { UrlRefusedError } from '../../../common/fetch/fetch.errors.js';
import { FetchPolicy } from '../../../common/fetch/fetch-policy.js';
import { SafeFetch } from '../../../common/fetch/safe-fetch.js';
import { assertPublicUrl } from '../../../common/fetch/url-policy.js';

const MAX_ANSWER_BYTES = 1024 * 1024;
const TIMEOUT_MS = 20_000;
/** Where trackers are asked, with a passkey before or behind it. */
const ANNOUNCE_PATH = /\/announce(?:\.php)?(?:\/[\w-]+)?$/;
const BENCODED_ANSWER = /^d\d+:/;

/**
 * Whom a torrent may make this machine talk to. Trackers and peers are named by strangers, so neither may be on a private
 * network, with one exception: a tracker whose origin the administrator listed, and peers at that tracker's own address.
 */
@Injectable()
export class TorrentPolicy {
  /** Addresses of listed trackers that have answered as trackers do: another listed service there opens nothing. */
  private readonly localTrackers = new Set<string>();

  constructor(
    private readonly fetchPolicy: FetchPolicy,
    private readonly fetch: SafeFetch,
  ) {}

  /** By its text; the addresses of a public name are checked when it is fetched. */
  allowsTracker(url: string): boolean {
    if (this.isListedTracker(url)) return true;
    try {
      return assertPublicUrl(url).protocol.startsWith('http');
    } catch (error) {
      if (error instanceof UrlRefusedError) return false;
      throw error;
    }
  }

  /** `address` is an IP address without its port. */
  allowsPeer(address: string): boolean {
    return refusalOfAddress(address) === undefined || this.localTrackers.has(address);
  }

  async fetchTracker(url: string, signal: AbortSignal): Promise<Buffer> {
    const isListed = this.isListedTracker(url);
    const response = await this.fetch.request(url, {
      signal,
      timeoutMs: TIMEOUT_MS,
      maxBodyBytes: MAX_ANSWER_BYTES,
      // A listed tracker must not send us on to other listed services.
      maxRedirects: isListed ? 0 : 3,
      ...(isListed ? { allowPrivate: 'listed' } : {}),
    });
    if (response.status !== 200) {
      response.discard();
      throw new Error(`The tracker answered with HTTP ${response.status}`);
    }
    const answer = await response.bytes();
    if (isListed && BENCODED_ANSWER.test(answer.toString('latin1', 0, 16)))
      this.localTrackers.add(new URL(url).hostname.replace(/^\[|\]$/g, ''));
    return answer;
  }

  private isListedTracker(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const parsed = new URL(url);
    return ANNOUNCE_PATH.test(parsed.pathname) && this.fetchPolicy.isListed(parsed);
  }
}
