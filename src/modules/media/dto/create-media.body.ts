import { randomUUID } from 'node:crypto';
import { ValidationError } from '../../../common/errors/common.errors.js';
import {
  DateField,
  EnumField,
  IntField,
  NumberField,
  TextField,
  TextListField,
  UuidField,
} from '../../../common/http/fields.js';
import { normalGenres } from '../media-changes.js';
import { MediaType } from '../media-type.js';
import type { NewMedia } from '../new-media.js';

const MAX_NUMBER = 100_000;
const WEB_ADDRESS = {
  max: 2048,
  pattern: /^https?:\/\/[^\s/]+/i,
  patternHint: 'must be an http or https address',
};
const IMDB_ID = { max: 20, pattern: /^tt\d{1,15}$/, patternHint: 'must look like tt1375666' };

export class CreateMediaBody {
  @TextField({ max: 500, trim: true, description: 'Title', example: 'New Movie' })
  title: string;

  @EnumField({ enum: MediaType, enumName: 'MediaType', description: 'Type', example: 'movie' })
  media_type: MediaType;

  @TextField({
    max: 500,
    trim: true,
    optional: true,
    nullable: true,
    description: 'Title in its own language',
  })
  original_title?: string | null;

  @IntField({
    min: 1800,
    max: 2200,
    optional: true,
    nullable: true,
    description: 'Year of release',
    example: 2026,
  })
  year?: number | null;

  @IntField({
    min: 1,
    max: 2 ** 31 - 1,
    optional: true,
    nullable: true,
    description: 'Id at TMDB; what is left out is then filled in from there',
    example: 12345,
  })
  tmdb_id?: number | null;

  @TextField({ ...IMDB_ID, optional: true, nullable: true, description: 'Id at IMDb' })
  imdb_id?: string | null;

  @TextField({ ...WEB_ADDRESS, optional: true, nullable: true, description: 'Poster' })
  poster_url?: string | null;

  @TextField({ ...WEB_ADDRESS, optional: true, nullable: true, description: 'Backdrop' })
  backdrop_url?: string | null;

  @NumberField({
    min: 0,
    max: 10,
    optional: true,
    nullable: true,
    description: 'Rating',
    example: 7.5,
  })
  rating?: number | null;

  @TextListField({
    maxItems: 50,
    maxLength: 50,
    optional: true,
    description: 'Genres; stored in lower case, each once',
    example: ['action', 'sci-fi'],
  })
  genres?: string[];

  @TextField({
    max: 10_000,
    optional: true,
    nullable: true,
    description: 'What it is about',
    example: 'Movie description',
  })
  overview?: string | null;

  @IntField({ min: 0, max: MAX_NUMBER, optional: true, nullable: true, description: 'Length in minutes' })
  runtime_minutes?: number | null;

  @DateField({ optional: true, nullable: true, description: 'First release or broadcast' })
  air_date?: string | null;

  @UuidField({ optional: true, description: 'Of an episode, and needed there: its series' })
  series_id?: string;

  @IntField({
    min: 0,
    max: MAX_NUMBER,
    optional: true,
    description: 'Of an episode, and needed there: its season; 0 is for specials',
  })
  season_number?: number;

  @IntField({
    min: 0,
    max: MAX_NUMBER,
    optional: true,
    description: 'Of an episode, and needed there: its number in the season',
  })
  episode_number?: number;
}

/** Throws ValidationError when an episode doesn't say which one it is, or another title says so. */
export function toNewMedia(body: CreateMediaBody): NewMedia {
  assertPlace(body);
  return {
    id: randomUUID(),
    title: body.title,
    originalTitle: body.original_title ?? null,
    mediaType: body.media_type,
    year: body.year ?? null,
    tmdbId: body.tmdb_id ?? null,
    imdbId: body.imdb_id ?? null,
    posterUrl: body.poster_url ?? null,
    backdropUrl: body.backdrop_url ?? null,
    overview: body.overview ?? null,
    rating: body.rating ?? null,
    genres: normalGenres(body.genres ?? []),
    runtimeMinutes: body.runtime_minutes ?? null,
    airDate: body.air_date ?? null,
    seriesId: body.series_id ?? null,
    seasonNumber: body.season_number ?? null,
    episodeNumber: body.episode_number ?? null,
  };
}

function assertPlace(body: CreateMediaBody): void {
  for (const field of ['series_id', 'season_number', 'episode_number'] as const) {
    if (body.media_type === MediaType.Episode && body[field] === undefined)
      throw new ValidationError(`An episode needs ${field}`, { field });
    if (body.media_type !== MediaType.Episode && body[field] !== undefined)
      throw new ValidationError(`Only episodes have ${field}`, { field });
  }
}
