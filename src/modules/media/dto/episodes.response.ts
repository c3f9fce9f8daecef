import {
  DateField,
  EnumField,
  FlagField,
  IntField,
  NumberField,
  ObjectField,
  TextField,
  UuidField,
} from '../../../common/http/fields.js';
import { PaginationResponse, toPage } from '../../../common/http/paging.js';
import type { ListedEpisode } from '../episodes.repository.js';
import { MediaStatus } from '../media-status.js';
import type { ListEpisodesQuery } from './list-episodes.query.js';

const MAX_NUMBER = 100_000;

/** An episode as lists show it. It is a title of the catalogue: `/media/{id}` has the rest. */
export class EpisodeResponse {
  @UuidField({ description: 'Id of the episode', example: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })
  id: string;

  @TextField({ max: 500, description: 'Title', example: 'Pilot' })
  title: string;

  @IntField({ min: 0, max: MAX_NUMBER, description: 'Number in its season', example: 1 })
  episode_number: number;

  @IntField({ min: 0, max: MAX_NUMBER, description: 'Season; 0 is for specials', example: 1 })
  season_number: number;

  @IntField({ min: 1, max: 2 ** 31 - 1, nullable: true, description: 'Id at TMDB', example: 62085 })
  tmdb_id: number | null;

  @TextField({
    max: 10_000,
    nullable: true,
    description: 'What it is about',
    example: 'A chemistry teacher …',
  })
  overview: string | null;

  @TextField({
    max: 2048,
    nullable: true,
    description: 'Picture',
    example: 'https://image.tmdb.org/t/p/w500/still.jpg',
  })
  poster_url: string | null;

  @NumberField({ min: 0, max: 10, nullable: true, description: 'Rating', example: 8.5 })
  rating: number | null;

  @IntField({ min: 0, max: MAX_NUMBER, nullable: true, description: 'Length in minutes', example: 42 })
  runtime_minutes: number | null;

  @DateField({ nullable: true, description: 'First broadcast', example: '2008-01-20' })
  air_date: string | null;

  @EnumField({
    enum: MediaStatus,
    enumName: 'MediaStatus',
    description: 'Whether it can be watched',
    example: 'available',
  })
  status: MediaStatus;

  @FlagField({ description: 'Whether the library has files of it', example: true })
  has_files: boolean;
}

export class EpisodesResponse {
  @UuidField({ description: 'Id of the series', example: '550e8400-e29b-41d4-a716-446655440000' })
  series_id: string;

  @IntField({
    min: 0,
    max: MAX_NUMBER,
    nullable: true,
    description: 'The season that was asked for; null for all of them',
    example: 1,
  })
  season: number | null;

  @ObjectField({
    type: () => EpisodeResponse,
    isArray: true,
    description: 'The episodes of this page, in order; specials come last',
  })
  episodes: EpisodeResponse[];

  @ObjectField({ type: () => PaginationResponse, description: 'Where this page stands' })
  pagination: PaginationResponse;
}

const toEpisodeResponse = ({ media, hasFiles }: ListedEpisode): EpisodeResponse => ({
  id: media.id,
  title: media.title,
  episode_number: media.episodeNumber ?? 0,
  season_number: media.seasonNumber ?? 0,
  tmdb_id: media.tmdbId,
  overview: media.overview,
  poster_url: media.posterUrl,
  rating: media.rating,
  runtime_minutes: media.runtimeMinutes,
  air_date: media.airDate,
  status: media.status,
  has_files: hasFiles,
});

export const toEpisodesResponse = (
  seriesId: string,
  query: ListEpisodesQuery,
  { episodes, total }: { episodes: ListedEpisode[]; total: number },
): EpisodesResponse => ({
  series_id: seriesId,
  season: query.season ?? null,
  episodes: episodes.map(toEpisodeResponse),
  pagination: toPage([], total, query).pagination,
});
