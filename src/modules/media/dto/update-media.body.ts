import { DateField, IntField, NumberField, TextField, TextListField } from '../../../common/http/fields.js';
import { LockableField } from '../lockable-field.js';
import { normalGenres } from '../media-changes.js';
import type { MediaChanges } from '../media-changes.js';

const MAX_NUMBER = 100_000;
const WEB_ADDRESS = {
  max: 2048,
  pattern: /^https?:\/\/[^\s/]+/i,
  patternHint: 'must be an http or https address',
};
const CLEARABLE = { optional: true, nullable: true };

/** What is left out stays as it is; null clears. */
export class UpdateMediaBody {
  @TextField({ max: 500, trim: true, optional: true, description: 'Title', example: 'Updated Title' })
  title?: string;

  @TextField({ max: 500, trim: true, ...CLEARABLE, description: 'Title in its own language' })
  original_title?: string | null;

  @IntField({ min: 1800, max: 2200, ...CLEARABLE, description: 'Year of release' })
  year?: number | null;

  @IntField({
    min: 1,
    max: 2 ** 31 - 1,
    ...CLEARABLE,
    description: 'Id at TMDB. Another id has everything fetched from there anew.',
  })
  tmdb_id?: number | null;

  @TextField({
    max: 20,
    pattern: /^tt\d{1,15}$/,
    patternHint: 'must look like tt1375666',
    ...CLEARABLE,
    description: 'Id at IMDb',
  })
  imdb_id?: string | null;

  @TextField({ ...WEB_ADDRESS, ...CLEARABLE, description: 'Poster' })
  poster_url?: string | null;

  @TextField({ ...WEB_ADDRESS, ...CLEARABLE, description: 'Backdrop' })
  backdrop_url?: string | null;

  @TextField({ max: 10_000, ...CLEARABLE, description: 'What it is about' })
  overview?: string | null;

  @NumberField({ min: 0, max: 10, ...CLEARABLE, description: 'Rating', example: 8 })
  rating?: number | null;

  @TextListField({
    maxItems: 50,
    maxLength: 50,
    optional: true,
    description: 'Genres, all of them; stored in lower case, each once',
  })
  genres?: string[];

  @IntField({ min: 0, max: MAX_NUMBER, ...CLEARABLE, description: 'Length in minutes' })
  runtime_minutes?: number | null;

  @DateField({ ...CLEARABLE, description: 'First release or broadcast' })
  air_date?: string | null;

  @TextField({ max: 20, ...CLEARABLE, description: 'Age rating', example: 'PG-13' })
  certification?: string | null;

  @IntField({ min: 0, max: MAX_NUMBER, optional: true, description: 'Of an episode: its season' })
  season_number?: number;

  @IntField({
    min: 0,
    max: MAX_NUMBER,
    optional: true,
    description: 'Of an episode: its number in the season',
  })
  episode_number?: number;

  @TextListField({
    enum: LockableField,
    enumName: 'LockableField',
    maxItems: 20,
    maxLength: 50,
    optional: true,
    description:
      'The fields that a refresh from TMDB leaves alone, all of them. Unless given, those of this body join the ones that are locked already.',
    example: ['title', 'rating'],
  })
  locked_fields?: LockableField[];
}

/** Only what the body names; TypeScript can't see that the rest has been left out. */
export function toMediaChanges(body: UpdateMediaBody): MediaChanges {
  const named = {
    title: body.title,
    originalTitle: body.original_title,
    year: body.year,
    tmdbId: body.tmdb_id,
    imdbId: body.imdb_id,
    posterUrl: body.poster_url,
    backdropUrl: body.backdrop_url,
    overview: body.overview,
    rating: body.rating,
    genres: body.genres && normalGenres(body.genres),
    runtimeMinutes: body.runtime_minutes,
    airDate: body.air_date,
    certification: body.certification,
    seasonNumber: body.season_number,
    episodeNumber: body.episode_number,
    lockedFields: body.locked_fields,
  };
  const given = Object.entries(named).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as MediaChanges;
}
