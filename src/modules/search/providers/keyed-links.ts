import type { SafeFetch } from '../../../common/fetch/safe-fetch.js';
import { followTorrentLink } from '../torrent-link.js';
import type { LinkedTorrent } from '../torrent-link.js';
import type { OwnLinks } from './search-provider.js';
import { withApiKey } from './torrent-url.js';

/** Links through Jackett, Prowlarr and the like, which want the provider's API key, at its own origin only. */
export class KeyedLinks implements OwnLinks {
  constructor(
    private readonly fetch: SafeFetch,
    private readonly provider: { readonly url: string | undefined; readonly apiKey: string | undefined },
  ) {}

  owns(url: URL): boolean {
    return this.provider.url !== undefined && new URL(this.provider.url).origin === url.origin;
  }

  fetchTorrent(url: URL): Promise<LinkedTorrent> {
    return followTorrentLink(withApiKey(url, this.provider.apiKey), (hop, options) =>
      // A redirect to anywhere else is a stranger's.
      this.fetch.request(hop, this.owns(hop) ? { ...options, allowPrivate: 'listed' } : options),
    );
  }
}
