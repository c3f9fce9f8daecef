import { z } from 'zod';
import {
  anything,
  amount,
  count,
  id,
  listOf,
  maybeDate,
  maybeText,
  maybeWebPage,
  part,
  requiredListOf,
} from './tmdb-values.js';

/** What is read of TMDB's answers; unknown keys are dropped, and only what names the thing itself must be there. */
const MAX_TITLE = 500;

export const statusSchema = z.object({ status_code: z.number() });

export const configurationSchema = z.object({ images: z.object({ secure_base_url: z.string() }) });

const genre = z.object({ id: id(), name: maybeText(100) });

/** Movies carry `title` and `release_date`, series `name` and `first_air_date`. */
export const titleSchema = z.object({
  id: id(),
  media_type: maybeText(20),
  title: maybeText(MAX_TITLE),
  name: maybeText(MAX_TITLE),
  original_title: maybeText(MAX_TITLE),
  original_name: maybeText(MAX_TITLE),
  original_language: maybeText(10),
  overview: maybeText(),
  release_date: maybeDate(),
  first_air_date: maybeDate(),
  poster_path: maybeText(200),
  backdrop_path: maybeText(200),
  vote_average: amount(),
  vote_count: count(),
  popularity: amount(),
  genre_ids: listOf(id()),
  genres: listOf(genre),
});
export type TitleBody = z.infer<typeof titleSchema>;

export const pageSchema = z.object({
  page: z.int(),
  results: requiredListOf(titleSchema),
  total_pages: z.int(),
  total_results: z.int(),
});
export type PageBody = z.infer<typeof pageSchema>;

export const findSchema = z.object({
  movie_results: requiredListOf(titleSchema),
  tv_results: requiredListOf(titleSchema),
});

const person = { id: id(), name: z.string().min(1).max(MAX_TITLE), profile_path: maybeText(200) };

const castMember = z.object({
  ...person,
  order: count(),
  character: maybeText(MAX_TITLE),
  roles: listOf(z.object({ character: maybeText(MAX_TITLE) })),
});
const crewMember = z.object({
  ...person,
  department: maybeText(100),
  job: maybeText(200),
  jobs: listOf(z.object({ job: maybeText(200) })),
});
export type CastBody = z.infer<typeof castMember>;
export type CrewBody = z.infer<typeof crewMember>;

const image = z.object({
  file_path: z.string().max(200),
  iso_639_1: maybeText(10),
  width: count(),
  height: count(),
  vote_average: amount(),
});
export type ImageBody = z.infer<typeof image>;

const named = z.object({ title: maybeText(MAX_TITLE), name: maybeText(MAX_TITLE) });
const credits = part(z.object({ cast: listOf(castMember), crew: listOf(crewMember) }));

const detailsShape = {
  ...titleSchema.shape,
  tagline: maybeText(1000),
  homepage: maybeWebPage(),
  status: maybeText(100),
  origin_country: listOf(z.string().length(2)),
  external_ids: part(z.object({ imdb_id: maybeText(20), tvdb_id: count() })),
  images: part(z.object({ posters: listOf(image), backdrops: listOf(image), logos: listOf(image) })),
  alternative_titles: part(z.object({ titles: listOf(named), results: listOf(named) })),
  translations: part(z.object({ translations: listOf(z.object({ data: part(named) })) })),
};
export type DetailsBody = z.infer<z.ZodObject<typeof detailsShape>>;

export const movieSchema = z.object({
  ...detailsShape,
  imdb_id: maybeText(20),
  runtime: count(),
  credits,
  release_dates: part(
    z.object({
      results: listOf(
        z.object({
          iso_3166_1: z.string(),
          release_dates: listOf(z.object({ certification: maybeText(20) })),
        }),
      ),
    }),
  ),
});
export type MovieBody = z.infer<typeof movieSchema>;

const seasonShape = {
  id: id(),
  season_number: z.int().min(0).max(10_000),
  name: maybeText(MAX_TITLE),
  overview: maybeText(),
  poster_path: maybeText(200),
  air_date: maybeDate(),
  episode_count: count(),
};
const season = z.object(seasonShape);
export type SeasonSummaryBody = z.infer<typeof season>;

export const seriesSchema = z.object({
  ...detailsShape,
  aggregate_credits: credits,
  created_by: listOf(z.object(person)),
  content_ratings: part(
    z.object({ results: listOf(z.object({ iso_3166_1: z.string(), rating: maybeText(20) })) }),
  ),
  episode_run_time: listOf(z.int().min(1).max(10_000)),
  last_episode_to_air: part(z.object({ runtime: count() })),
  next_episode_to_air: part(z.object({ air_date: maybeDate() })),
  last_air_date: maybeDate(),
  in_production: anything().transform((value) => value === true),
  number_of_seasons: count(),
  number_of_episodes: count(),
  networks: listOf(z.object({ name: z.string().min(1).max(MAX_TITLE) })),
  seasons: listOf(season),
});
export type SeriesBody = z.infer<typeof seriesSchema>;

const episode = z.object({
  id: id(),
  season_number: z.int().min(0).max(10_000),
  episode_number: z.int().min(0).max(100_000),
  name: maybeText(MAX_TITLE),
  overview: maybeText(),
  air_date: maybeDate(),
  still_path: maybeText(200),
  runtime: count(),
  vote_average: amount(),
  vote_count: count(),
});
export type EpisodeBody = z.infer<typeof episode>;

export const seasonSchema = z.object({
  ...seasonShape,
  episodes: requiredListOf(episode),
});
export type SeasonBody = z.infer<typeof seasonSchema>;

const watchService = z.object({
  provider_id: id(),
  provider_name: z.string().min(1).max(200),
  logo_path: maybeText(200),
  display_priority: count(),
});
export type WatchServiceBody = z.infer<typeof watchService>;

const watchRegion = z.object({
  link: maybeWebPage(),
  flatrate: listOf(watchService),
  free: listOf(watchService),
  ads: listOf(watchService),
  rent: listOf(watchService),
  buy: listOf(watchService),
});
export type WatchRegionBody = z.infer<typeof watchRegion>;

export const watchSchema = z.object({ results: z.record(z.string(), watchRegion) });
export type WatchBody = z.infer<typeof watchSchema>;
