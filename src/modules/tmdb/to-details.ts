import type { ImageUrl } from './image-urls.js';
import { toCast, toCreators, toCrew } from './to-credits.js';
import { toSeasonSummary } from './to-season.js';
import { toTitle } from './to-title.js';
import { TmdbMediaType } from './tmdb.types.js';
import type { DetailsBody, ImageBody, MovieBody, SeriesBody } from './tmdb.schemas.js';
import type { TmdbImage, TmdbImageKind, TmdbMovie, TmdbSeries } from './tmdb.types.js';

const FALLBACK_REGION = 'US';
const IMDB_ID = /^tt\d{5,12}$/;

export interface DetailsContext {
  readonly imageUrl: ImageUrl;
  /** For the age rating. */
  readonly region: string;
}

export function toMovie(body: MovieBody, { imageUrl, region }: DetailsContext): TmdbMovie {
  const ratings = body.release_dates.results.flatMap(({ iso_3166_1: country, release_dates: releases }) =>
    releases.map(({ certification }) => ({ country, rating: certification })),
  );
  return {
    ...commonDetails(body, TmdbMediaType.Movie, imageUrl),
    mediaType: TmdbMediaType.Movie,
    imdbId: imdbIdOf(body.imdb_id) ?? imdbIdOf(body.external_ids.imdb_id),
    certification: certificationOf(ratings, region),
    runtimeMinutes: body.runtime || null,
    cast: toCast(body.credits.cast, imageUrl),
    crew: toCrew(body.credits.crew, imageUrl),
  };
}

export function toSeries(body: SeriesBody, { imageUrl, region }: DetailsContext): TmdbSeries {
  const ratings = body.content_ratings.results.map(({ iso_3166_1: country, rating }) => ({
    country,
    rating,
  }));
  const { cast, crew } = body.aggregate_credits;
  return {
    ...commonDetails(body, TmdbMediaType.Tv, imageUrl),
    mediaType: TmdbMediaType.Tv,
    imdbId: imdbIdOf(body.external_ids.imdb_id),
    certification: certificationOf(ratings, region),
    // New entries have no length of their own; the last episode is the best guess.
    runtimeMinutes: body.episode_run_time[0] ?? (body.last_episode_to_air.runtime || null),
    cast: toCast(cast, imageUrl),
    crew: [...toCreators(body.created_by, imageUrl), ...toCrew(crew, imageUrl)],
    lastAirDate: body.last_air_date,
    nextAirDate: body.next_episode_to_air.air_date,
    isInProduction: body.in_production,
    seasonCount: body.number_of_seasons,
    episodeCount: body.number_of_episodes,
    networks: body.networks.map(({ name }) => name),
    seasons: body.seasons
      .map((season) => toSeasonSummary(season, imageUrl))
      .sort((a, b) => a.seasonNumber - b.seasonNumber),
  };
}

function commonDetails(body: DetailsBody, mediaType: TmdbMediaType, imageUrl: ImageUrl) {
  const title = toTitle(body, mediaType, imageUrl);
  return {
    ...title,
    tvdbId: body.external_ids.tvdb_id || null,
    tagline: body.tagline,
    homepage: body.homepage,
    status: body.status,
    alternativeTitles: otherNames(body, [title.title, title.originalTitle]),
    countries: [...new Set(body.origin_country)],
    images: [
      ...toImages('poster', body.images.posters, imageUrl),
      ...toImages('backdrop', body.images.backdrops, imageUrl),
      ...toImages('logo', body.images.logos, imageUrl),
    ],
  };
}

const imdbIdOf = (text: string | null): string | null => (text !== null && IMDB_ID.test(text) ? text : null);

function otherNames(body: DetailsBody, known: readonly (string | null)[]): string[] {
  const entries = [
    ...body.alternative_titles.titles,
    ...body.alternative_titles.results,
    ...body.translations.translations.map(({ data }) => data),
  ];
  const names = entries.flatMap(({ title, name }) => [title, name]).filter((name) => name !== null);
  return [...new Set(names)].filter((name) => !known.includes(name));
}

function toImages(kind: TmdbImageKind, images: readonly ImageBody[], imageUrl: ImageUrl): TmdbImage[] {
  return [...images]
    .sort((a, b) => b.vote_average - a.vote_average)
    .flatMap(({ file_path: path, iso_639_1: language, width, height }) => {
      const url = imageUrl(kind, path);
      return url === null ? [] : [{ kind, url, language, width, height }];
    });
}

function certificationOf(
  ratings: ReadonlyArray<{ country: string; rating: string | null }>,
  region: string,
): string | null {
  const inCountry = (wanted: string) =>
    ratings.find(({ country, rating }) => country === wanted && rating !== null)?.rating;
  return inCountry(region) ?? inCountry(FALLBACK_REGION) ?? null;
}
