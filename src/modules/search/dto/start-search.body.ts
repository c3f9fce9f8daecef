import { EnumField, IntField, TextField, TextListField, UuidField } from '../../../common/http/fields.js';
import type { KnownFacts } from '../known-facts.js';
import { SearchMediaType } from '../providers/search-provider.js';
import { QualityPreference } from '../scoring/profiles.js';

const MAX = 2 ** 31 - 1;

export class StartSearchBody {
  @TextField({ max: 200, trim: true, description: 'What to look for', example: 'Night of the Living Dead' })
  query: string;

  @EnumField({
    enum: SearchMediaType,
    enumName: 'SearchMediaType',
    default: SearchMediaType.All,
    description: 'Kind of title',
    example: 'movie',
  })
  media_type: SearchMediaType = SearchMediaType.All;

  @IntField({
    min: 1870,
    max: 2100,
    optional: true,
    nullable: true,
    description: 'Year of release: tells namesakes apart',
    example: 1968,
  })
  year?: number | null;

  @IntField({
    min: 1,
    max: MAX,
    optional: true,
    nullable: true,
    description: 'Id of the title at TMDB, when it is known; needs a media_type',
    example: 10_331,
  })
  tmdb_id?: number | null;

  @TextField({
    max: 11,
    pattern: /^tt\d{7,9}$/,
    patternHint: 'must be an IMDb id such as tt0063350',
    optional: true,
    nullable: true,
    description: 'Id of the title at IMDb, when it is known',
    example: 'tt0063350',
  })
  imdb_id?: string | null;

  @IntField({
    min: 0,
    max: 10_000,
    optional: true,
    nullable: true,
    description: 'Season of a series; 0 is for specials',
    example: null,
  })
  season?: number | null;

  @IntField({
    min: 0,
    max: 100_000,
    optional: true,
    nullable: true,
    description: 'Episode of that season',
    example: null,
  })
  episode?: number | null;

  @TextListField({
    maxItems: 20,
    maxLength: 64,
    optional: true,
    description: 'Providers to ask; all that are configured by default',
    example: ['jackett'],
  })
  providers?: string[];

  @IntField({
    min: 1,
    max: 120,
    optional: true,
    description: 'Seconds after which the search ends with what has arrived',
    example: 30,
  })
  timeout?: number;

  @EnumField({
    enum: QualityPreference,
    enumName: 'QualityPreference',
    optional: true,
    description: 'Built-in quality profile to score by; any, when no profile is given either',
    example: 'high',
  })
  quality_preference?: QualityPreference;

  @UuidField({
    optional: true,
    description: 'Quality profile to score by, instead of quality_preference',
  })
  quality_profile_id?: string;
}

export const knownFactsOf = (body: StartSearchBody): KnownFacts => ({
  tmdbId: body.tmdb_id ?? null,
  imdbId: body.imdb_id ?? null,
  season: body.season ?? null,
  episode: body.episode ?? null,
});
