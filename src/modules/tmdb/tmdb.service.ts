import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { TmdbConfig } from '../../common/config/tmdb.config.js';
import { imageUrls } from './image-urls.js';
import { toMovie, toSeries } from './to-details.js';
import type { DetailsContext } from './to-details.js';
import { toSeason } from './to-season.js';
import { mergePages, toTitle, toTitlePage } from './to-title.js';
import { toWatchProviders } from './to-watch-providers.js';
import { TmdbAnswers } from './tmdb-answers.js';
import { TmdbClient } from './tmdb-client.js';
import type { TmdbRequest } from './tmdb-request.js';
import { TmdbResponseInvalidError } from './tmdb.errors.js';
import * as schemas from './tmdb.schemas.js';
import { TmdbMediaType } from './tmdb.types.js';
import type * as types from './tmdb.types.js';

const MAX_QUERY_CHARACTERS = 120;
const DETAILS = 'external_ids,images,alternative_titles,translations';
/** TMDB's answer to an empty question is not documented; ours is nothing. */
const NOTHING: types.TmdbTitlePage = { page: 1, totalPages: 0, totalResults: 0, titles: [] };

/**
 * Movies and series as TMDB knows them, in the configured language. Answers come from the cache while TMDB says that they
 * hold. Throws one of the errors of `tmdb.errors.ts`, or the reason of the signal; `NotFoundError` for an unknown id.
 */
@Injectable()
export class TmdbService {
  private readonly context: DetailsContext;

  constructor(
    private readonly answers: TmdbAnswers,
    private readonly client: TmdbClient,
    private readonly config: TmdbConfig,
  ) {
    this.context = { imageUrl: imageUrls(config.imageUrl), region: config.region };
  }

  isConfigured(): boolean {
    return this.client.isConfigured();
  }

  async search(
    search: types.TmdbSearch,
    signal?: AbortSignal,
  ): Promise<types.TmdbAnswer<types.TmdbTitlePage>> {
    const query = [...search.query.trim()].slice(0, MAX_QUERY_CHARACTERS).join('').toWellFormed();
    if (query === '')
      return { value: { ...NOTHING, page: search.page }, isStale: false, fetchedAt: new Date() };
    const { mediaType, year } = search;
    if (mediaType !== 'all') return this.searchOne(mediaType, { ...search, query }, signal);
    if (year === null) return this.searchMulti(query, search.page, signal);
    // The search over both kinds takes no year.
    const [movies, series] = await Promise.all([
      this.searchOne(TmdbMediaType.Movie, { ...search, query }, signal),
      this.searchOne(TmdbMediaType.Tv, { ...search, query }, signal),
    ]);
    return {
      value: mergePages(movies.value, series.value),
      isStale: movies.isStale || series.isStale,
      fetchedAt: movies.fetchedAt < series.fetchedAt ? movies.fetchedAt : series.fetchedAt,
    };
  }

  movie(tmdbId: number, signal?: AbortSignal): Promise<types.TmdbAnswer<types.TmdbMovie>> {
    const request = this.details(`/movie/${tmdbId}`, `credits,release_dates,${DETAILS}`);
    return this.read(request, schemas.movieSchema, (body) => toMovie(body, this.context), signal);
  }

  series(tmdbId: number, signal?: AbortSignal): Promise<types.TmdbAnswer<types.TmdbSeries>> {
    const request = this.details(`/tv/${tmdbId}`, `aggregate_credits,content_ratings,${DETAILS}`);
    return this.read(request, schemas.seriesSchema, (body) => toSeries(body, this.context), signal);
  }

  season(
    seriesId: number,
    seasonNumber: number,
    signal?: AbortSignal,
  ): Promise<types.TmdbAnswer<types.TmdbSeason>> {
    const request = this.localised(`/tv/${seriesId}/season/${seasonNumber}`);
    return this.read(request, schemas.seasonSchema, (body) => toSeason(body, this.context.imageUrl), signal);
  }

  /** `region` is ISO 3166-1; the configured one when it is left out. */
  watchProviders(
    mediaType: TmdbMediaType,
    tmdbId: number,
    region = this.config.region,
    signal?: AbortSignal,
  ): Promise<types.TmdbAnswer<types.TmdbWatchProviders>> {
    const request = { path: `/${mediaType}/${tmdbId}/watch/providers`, query: {} };
    const map = (body: schemas.WatchBody) => toWatchProviders(body, region, this.context.imageUrl);
    return this.read(request, schemas.watchSchema, map, signal);
  }

  /** Null when TMDB knows no movie or series of that id. */
  findByImdbId(imdbId: string, signal?: AbortSignal): Promise<types.TmdbAnswer<types.TmdbTitle | null>> {
    const request = this.localised(`/find/${encodeURIComponent(imdbId)}`, { external_source: 'imdb_id' });
    const { imageUrl } = this.context;
    return this.read(
      request,
      schemas.findSchema,
      ({ movie_results: [movie], tv_results: [series] }) => {
        if (movie) return toTitle(movie, TmdbMediaType.Movie, imageUrl);
        return series ? toTitle(series, TmdbMediaType.Tv, imageUrl) : null;
      },
      signal,
    );
  }

  /** Asks TMDB itself, whatever is stored. */
  async checkHealth(signal: AbortSignal): Promise<void> {
    const { body } = await this.client.get({ path: '/configuration', query: {} }, signal);
    if (!schemas.configurationSchema.safeParse(body).success) {
      throw new TmdbResponseInvalidError('unexpected_form');
    }
  }

  private searchOne(
    mediaType: TmdbMediaType,
    { query, year, page }: types.TmdbSearch,
    signal?: AbortSignal,
  ): Promise<types.TmdbAnswer<types.TmdbTitlePage>> {
    const yearName = mediaType === TmdbMediaType.Movie ? 'year' : 'first_air_date_year';
    const request = this.localised(`/search/${mediaType}`, {
      query,
      page,
      include_adult: 'false',
      ...(year === null ? {} : { [yearName]: year }),
    });
    const map = (body: schemas.PageBody) => toTitlePage(body, mediaType, this.context.imageUrl);
    return this.read(request, schemas.pageSchema, map, signal);
  }

  private searchMulti(
    query: string,
    page: number,
    signal?: AbortSignal,
  ): Promise<types.TmdbAnswer<types.TmdbTitlePage>> {
    const request = this.localised('/search/multi', { query, page, include_adult: 'false' });
    const map = (body: schemas.PageBody) => toTitlePage(body, undefined, this.context.imageUrl);
    return this.read(request, schemas.pageSchema, map, signal);
  }

  /** Without the second language parameter, images come in one language only, and those without text not at all. */
  private details(path: string, append: string): TmdbRequest {
    const languages = new Set([this.config.language.slice(0, 2), 'en', 'null']);
    return this.localised(path, {
      append_to_response: append,
      include_image_language: [...languages].join(','),
    });
  }

  private localised(path: string, query: TmdbRequest['query'] = {}): TmdbRequest {
    return { path, query: { ...query, language: this.config.language } };
  }

  private async read<B, T>(
    request: TmdbRequest,
    schema: z.ZodType<B>,
    map: (body: B) => T,
    signal?: AbortSignal,
  ): Promise<types.TmdbAnswer<T>> {
    const { value, isStale, fetchedAt } = await this.answers.get(request, schema, signal);
    return { value: map(value), isStale, fetchedAt };
  }
}
