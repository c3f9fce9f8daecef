import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { DomainError } from '../../common/errors/domain-error.js';
import { Logger } from '../../common/logging/logger.js';
import { MediaService } from '../media/index.js';
import type { Media } from '../media/index.js';
import { TmdbMediaType, TmdbService } from '../tmdb/index.js';
import type {
  TmdbAnswer,
  TmdbMovie,
  TmdbSearch,
  TmdbSeries,
  TmdbTitle,
  TmdbTitlePage,
  TmdbWatchProviders,
} from '../tmdb/index.js';
import { AvailabilitySources, titleRefKey } from './availability-sources.js';
import type { TitleRef } from './availability-sources.js';
import { toAvailability } from './availability.js';
import type { Availability } from './availability.js';

export interface DiscoveredTitle<T extends TmdbTitle = TmdbTitle> {
  readonly title: T;
  readonly availability: Availability;
}

export interface DiscoveredPage {
  readonly answer: TmdbAnswer<TmdbTitlePage>;
  readonly titles: readonly DiscoveredTitle[];
}

export interface DiscoveredDetails extends DiscoveredTitle<TmdbMovie | TmdbSeries> {
  readonly answer: TmdbAnswer<unknown>;
  /** Null when it can't be told now. */
  readonly watch: TmdbWatchProviders | null;
}

/** What there is to watch in the world, and whether it is here. Throws the errors of TMDB. */
@Injectable()
export class DiscoverService {
  constructor(
    private readonly tmdb: TmdbService,
    private readonly media: MediaService,
    private readonly sources: AvailabilitySources,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async search(actor: Actor, search: TmdbSearch): Promise<DiscoveredPage> {
    const answer = await this.tmdb.search(search);
    return { answer, titles: await this.withAvailability(actor, answer.value.titles) };
  }

  async details(actor: Actor, { mediaType, tmdbId }: TitleRef): Promise<DiscoveredDetails> {
    const isMovie = mediaType === TmdbMediaType.Movie;
    const asked = isMovie ? this.tmdb.movie(tmdbId) : this.tmdb.series(tmdbId);
    const [answer, watch] = await Promise.all([asked, this.watchOf(mediaType, tmdbId)]);
    const title: TmdbMovie | TmdbSeries = answer.value;
    const [found] = await this.withAvailability(actor, [title]);
    if (!found) throw new Error('A title is lost');
    return { answer, title, watch, availability: found.availability };
  }

  /** The details are worth showing without it. */
  private async watchOf(mediaType: TmdbMediaType, tmdbId: number): Promise<TmdbWatchProviders | null> {
    try {
      return (await this.tmdb.watchProviders(mediaType, tmdbId)).value;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.debug({ code: error.code }, 'Where to watch a title is not known now');
      return null;
    }
  }

  private async withAvailability<T extends TmdbTitle>(
    actor: Actor,
    titles: readonly T[],
  ): Promise<Array<DiscoveredTitle<T>>> {
    const [media, plex, requests] = await Promise.all([
      this.inCatalogue(titles),
      this.sources.inPlex(titles),
      this.sources.openRequests(actor, titles),
    ]);
    return titles.map((title) => {
      const key = titleRefKey(title);
      const inPlex = plex?.has(key) ?? null;
      const requestId = requests.get(key) ?? null;
      return { title, availability: toAvailability({ media: media.get(key), inPlex, requestId }) };
    });
  }

  private async inCatalogue(titles: readonly TitleRef[]): Promise<ReadonlyMap<string, Media>> {
    const found = await Promise.all(
      Object.values(TmdbMediaType).map(async (mediaType) => {
        const ids = titles.filter((title) => title.mediaType === mediaType).map(({ tmdbId }) => tmdbId);
        const rows = await this.media.findByTmdbIds(mediaType, ids);
        return rows.map((row): [string, Media] => [titleRefKey({ mediaType, tmdbId: row.tmdbId ?? 0 }), row]);
      }),
    );
    return new Map(found.flat());
  }
}
