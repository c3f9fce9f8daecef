import {
  EnumField,
  IntField,
  NumberField,
  TextField,
  TextListField,
  TimeField,
  UuidField,
} from '../../../common/http/fields.js';
import { pageOf } from '../../../common/http/paging.js';
import { MediaStatus } from '../media-status.js';
import { MediaType } from '../media-type.js';
import type { Media } from '../media.entity.js';

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

  @TimeField({ description: 'When it entered the catalogue', example: '2026-02-15T15:28:37.000Z' })
  created_at: string;

  @TimeField({ description: 'When it last changed', example: '2026-02-15T15:28:37.000Z' })
  updated_at: string;
}

export class MediaPage extends pageOf(MediaSummaryResponse, 'MediaPage') {}

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
    created_at: media.createdAt.toISOString(),
    updated_at: media.updatedAt.toISOString(),
  };
}
