import {
  EnumField,
  IntField,
  NumberField,
  ObjectField,
  TextField,
  UuidField,
} from '../../../common/http/fields.js';
import type { TitleResult } from '../search-results.service.js';
import { SourceResponse, toSourceResponse } from './source.response.js';

const TitleMediaType = { Movie: 'movie', Tv: 'tv' } as const;

export class SearchResultResponse {
  @UuidField({
    description:
      'Id of the title, in the catalogue now or once a download of it starts; given there as media_id',
    example: '550e8400-e29b-41d4-a716-446655440000',
  })
  id: string;

  @TextField({ max: 512, description: 'Title', example: 'Night of the Living Dead' })
  title: string;

  @IntField({ min: 1870, max: 2100, nullable: true, description: 'Year of release', example: 1968 })
  year: number | null;

  @IntField({ min: 1, max: 2 ** 31 - 1, nullable: true, description: 'Id at TMDB', example: 10331 })
  tmdb_id: number | null;

  @UuidField({
    nullable: true,
    description: 'The catalogue had it when it was found: its media_id',
    example: null,
  })
  media_id: string | null;

  @EnumField({
    enum: TitleMediaType,
    enumName: 'TitleMediaType',
    description: 'Kind of title',
    example: 'movie',
  })
  media_type: 'movie' | 'tv';

  @TextField({
    max: 2048,
    nullable: true,
    description: 'Poster',
    example: 'https://image.tmdb.org/t/p/w500/poster.jpg',
  })
  poster_url: string | null;

  @NumberField({ min: 0, max: 10, nullable: true, description: 'Rating, 0 to 10', example: 7.6 })
  rating: number | null;

  @TextField({
    max: 10_000,
    nullable: true,
    description: 'What it is about',
    example: 'The dead come back to life.',
  })
  overview: string | null;

  @ObjectField({ type: () => SourceResponse, isArray: true, description: 'Releases of it, best first' })
  sources: SourceResponse[];
}

export const toSearchResultResponse = ({ title, sources }: TitleResult): SearchResultResponse => ({
  id: title.id,
  title: title.title,
  year: title.year,
  tmdb_id: title.tmdbId,
  media_id: title.mediaId,
  media_type: title.mediaType,
  poster_url: title.posterUrl,
  rating: title.rating,
  overview: title.overview,
  sources: sources.map(toSourceResponse),
});
