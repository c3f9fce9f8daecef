import { DomainError } from '../../common/errors/domain-error.js';
import type { SafeRequestOptions } from '../../common/fetch/fetch-options.js';
import type { SafeResponse } from '../../common/fetch/safe-response.js';

/** What a link to a torrent led to: a magnet link, or the bytes of what should be a .torrent file. */
export type LinkedTorrent = { readonly magnetLink: string } | { readonly bytes: Buffer };

/** Sends one request; decides itself which addresses it may reach. */
export type LinkRequest = (url: URL, options: SafeRequestOptions) => Promise<SafeResponse>;

const MAX_HOPS = 5;
const MAX_BYTES = 10_000_000;
const TIMEOUT_MS = 20_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export class TorrentLinkError extends DomainError {
  readonly code = 'TORRENT_LINK_FAILED';
  readonly kind = 'upstream';
  constructor(reason: string) {
    super(`The link to the torrent leads to none: ${reason}`, { reason });
  }
}

/** Follows a link to a .torrent file, also where it ends in a magnet link. Redirects are followed one by one, each checked by `request`. */
export async function followTorrentLink(
  start: URL,
  request: LinkRequest,
  signal?: AbortSignal,
): Promise<LinkedTorrent> {
  let url = start;
  for (let hop = 0; hop <= MAX_HOPS; hop++) {
    const response = await request(url, {
      maxRedirects: 0,
      maxBodyBytes: MAX_BYTES,
      timeoutMs: TIMEOUT_MS,
      headers: { accept: 'application/x-bittorrent, */*' },
      ...(signal ? { signal } : {}),
    });
    const location = REDIRECTS.has(response.status) ? response.headers['location'] : undefined;
    if (location === undefined) return readFile(response);
    response.discard();
    if (/^magnet:/i.test(location)) return { magnetLink: location };
    if (!URL.canParse(location, url.href)) throw new TorrentLinkError('a redirect is broken');
    url = new URL(location, url);
  }
  throw new TorrentLinkError('too many redirects');
}

async function readFile(response: SafeResponse): Promise<LinkedTorrent> {
  if (!response.isOk) {
    response.discard();
    throw new TorrentLinkError(`the server answered with HTTP ${response.status}`);
  }
  const bytes = await response.bytes();
  // Some sites write the magnet link into the body.
  const text = bytes.toString('latin1', 0, 8);
  return /^magnet:/i.test(text) ? { magnetLink: bytes.toString('utf8').trim() } : { bytes };
}
