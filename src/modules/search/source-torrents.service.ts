import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { SafeFetch } from '../../common/fetch/safe-fetch.js';
import { SearchProviders } from './providers/providers.js';
import { SearchResultsRepository } from './search-results.repository.js';
import { followTorrentLink } from './torrent-link.js';
import type { LinkedTorrent } from './torrent-link.js';

/** The .torrent files behind search results. */
@Injectable()
export class SourceTorrents {
  constructor(
    private readonly results: SearchResultsRepository,
    private readonly providers: SearchProviders,
    private readonly fetch: SafeFetch,
  ) {}

  /** Fetches that of a source which one of this person's searches found; null when the source has none. */
  async fetchOf(actor: Actor, sourceId: string): Promise<LinkedTorrent | null> {
    const found = await this.results.findOwnedSource(actor.id, sourceId);
    if (!found) throw new NotFoundError('Source', sourceId);
    const { torrentUrl } = found.source;
    if (torrentUrl === null) return null;
    const url = new URL(torrentUrl);
    const owner = this.providers.ownerOf(url);
    return owner ? owner.fetchTorrent(url) : followTorrentLink(url, (...hop) => this.fetch.request(...hop));
  }
}
