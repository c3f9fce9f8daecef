import {
  DateField,
  EnumField,
  IntField,
  NumberField,
  TextField,
  TextListField,
  TimeField,
  UuidField,
} from '../../../common/http/fields.js';
import { LockableField } from '../lockable-field.js';
import { MediaStatus } from '../media-status.js';
import { MediaType } from '../media-type.js';
import type { Media } from '../media.entity.js';
import { MetadataStatus } from '../metadata/metadata-status.js';

/** A title as lists show it. */
export class MediaSummaryResponse {
  @UuidField({ description: 'Id of the title', example: '550e8400-e29b-41d4-a716-446655440000' })
  id: string;

  @TextField({ max: 500, description: 'Title', example: 'Inception' })
  title: string;

  @EnumField({ enum: MediaType, enumName: 'MediaType', description: 'Type', example: 'movie' })
  media_type: MediaType;

  @IntField({ min: 1800, max: 2200, nullable: true, description: 'Year of release', example: 2010 })
  year: number | null;

  @IntField({ min: 1, max: 2 ** 31 - 1, nullable: true, description: 'Id at TMDB', example: 27205 })
  tmdb_id: number | null;

  @TextField({
    max: 2048,
    nullable: true,
    description: 'Poster',
    example: 'https://image.tmdb.org/t/p/w500/poster.jpg',
  })
  poster_url: string | null;

  @TextField({
    max: 2048,
    nullable: true,
    description: 'Backdrop',
    example: 'https://image.tmdb.org/t/p/w1280/back.jpg',
  })
  backdrop_url: string | null;

  @NumberField({ min: 0, max: 10, nullable: true, description: 'Rating', example: 8.8 })
  rating: number | null;

  @TextListField({ maxItems: 50, maxLength: 50, description: 'Genres', example: ['action', 'sci-fi'] })
  genres: string[];

  @TextField({ max: 10_000, nullable: true, description: 'What it is about', example: 'A skilled thief …' })
  overview: string | null;

  @IntField({ min: 0, max: 100_000, nullable: true, description: 'Length in minutes', example: 148 })
  runtime_minutes: number | null;

  @EnumField({
    enum: MediaStatus,
    enumName: 'MediaStatus',
    description: 'Whether it can be watched',
    example: 'available',
  })
  status: MediaStatus;
}

/** A title with everything that is known about it. */
export class MediaResponse extends MediaSummaryResponse {
  @TextField({ max: 500, nullable: true, description: 'Title in its own language', example: 'Inception' })
  original_title: string | null;

  @TextField({ max: 20, nullable: true, description: 'Id at IMDb', example: 'tt1375666' })
  imdb_id: string | null;

  @DateField({ nullable: true, description: 'First release or broadcast', example: '2010-07-16' })
  air_date: string | null;

  @TextField({ max: 20, nullable: true, description: 'Age rating', example: 'PG-13' })
  certification: string | null;

  @TextListField({
    maxItems: 200,
    maxLength: 500,
    description: 'Other names that it is found by',
    example: ['El origen'],
  })
  alternative_titles: string[];

  @UuidField({ nullable: true, description: 'Of an episode: its series', example: null })
  series_id: string | null;

  @IntField({
    min: 0,
    max: 100_000,
    nullable: true,
    description: 'Of an episode: its season; 0 is for specials',
    example: null,
  })
  season_number: number | null;

  @IntField({
    min: 0,
    max: 100_000,
    nullable: true,
    description: 'Of an episode: its number in the season',
    example: null,
  })
  episode_number: number | null;

  @TextListField({
    enum: LockableField,
    enumName: 'LockableField',
    maxItems: 20,
    maxLength: 50,
    description: 'What a person has set: TMDB does not overwrite it',
    example: ['title'],
  })
  locked_fields: LockableField[];

  @EnumField({
    enum: MetadataStatus,
    enumName: 'MetadataStatus',
    description: 'What there is of TMDB’s data: nothing to ask for, not asked yet, all of it, or a refusal',
    example: 'ready',
  })
  metadata_status: MetadataStatus;

  @TextField({
    max: 100,
    nullable: true,
    description: 'Why TMDB’s data could not be had: `NOT_FOUND` when it does not know the id',
    example: null,
  })
  metadata_error: string | null;

  @TimeField({
    nullable: true,
    description: 'When TMDB’s data was last fetched',
    example: '2026-02-15T15:28:40.000Z',
  })
  metadata_fetched_at: string | null;

  @TimeField({ description: 'When it entered the catalogue', example: '2026-02-15T15:28:37.000Z' })
  created_at: string;

  @TimeField({ description: 'When it last changed', example: '2026-02-15T15:28:37.000Z' })
  updated_at: string;
}

export function toMediaSummaryResponse(media: Media): MediaSummaryResponse {
  return {
    id: media.id,
    title: media.title,
    media_type: media.mediaType,
    year: media.year,
    tmdb_id: media.tmdbId,
    poster_url: media.posterUrl,
    backdrop_url: media.backdropUrl,
    rating: media.rating,
    genres: media.genres,
    overview: media.overview,
    runtime_minutes: media.runtimeMinutes,
    status: media.status,
  };
}

export function toMediaResponse(media: Media): MediaResponse {
  return {
    ...toMediaSummaryResponse(media),
    original_title: media.originalTitle,
    imdb_id: media.imdbId,
    air_date: media.airDate,
    certification: media.certification,
    alternative_titles: media.alternativeTitles,
    series_id: media.seriesId,
    season_number: media.seasonNumber,
    episode_number: media.episodeNumber,
    locked_fields: media.lockedFields,
    metadata_status: media.metadataStatus,
    metadata_error: media.metadataError,
    metadata_fetched_at: media.metadataFetchedAt?.toISOString() ?? null,
    created_at: media.createdAt.toISOString(),
    updated_at: media.updatedAt.toISOString(),
  };
}
