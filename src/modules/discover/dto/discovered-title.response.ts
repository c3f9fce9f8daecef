import {
  DateField,
  EnumField,
  FlagField,
  IntField,
  NumberField,
  ObjectField,
  TextField,
  TextListField,
  TimeField,
} from '../../../common/http/fields.js';
import { pageOf } from '../../../common/http/paging.js';
import { TmdbMediaType } from '../../tmdb/index.js';
import type { DiscoveredPage, DiscoveredTitle } from '../discover.service.js';
import { AvailabilityResponse, toAvailabilityResponse } from './availability.response.js';

/** TMDB's pages have this many entries, some of which are people. */
const PAGE_SIZE = 20;
const MAX_PAGES = 500;

/** A movie or a series as TMDB lists it. */
export class DiscoveredTitleResponse {
  @IntField({ min: 1, max: 2 ** 31 - 1, description: 'Id at TMDB', example: 27205 })
  tmdb_id: number;

  @EnumField({ enum: TmdbMediaType, enumName: 'TmdbMediaType', description: 'Type', example: 'movie' })
  media_type: TmdbMediaType;

  @TextField({ max: 500, description: 'Title', example: 'Inception' })
  title: string;

  @TextField({ max: 500, nullable: true, description: 'Title in its own language', example: 'Inception' })
  original_title: string | null;

  @TextField({ max: 10, nullable: true, description: 'That language (ISO 639-1)', example: 'en' })
  original_language: string | null;

  @TextField({ max: 10_000, nullable: true, description: 'What it is about', example: 'A skilled thief …' })
  overview: string | null;

  @DateField({ nullable: true, description: 'First release or broadcast', example: '2010-07-15' })
  release_date: string | null;

  @IntField({ min: 1800, max: 2200, nullable: true, description: 'Its year', example: 2010 })
  year: number | null;

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

  @NumberField({ min: 0, max: 10, nullable: true, description: 'Rating at TMDB', example: 8.4 })
  rating: number | null;

  @IntField({ min: 0, max: 2 ** 31 - 1, description: 'Votes behind the rating', example: 37812 })
  vote_count: number;

  @TextListField({ maxItems: 50, maxLength: 50, description: 'Genres', example: ['action', 'sci-fi'] })
  genres: string[];

  @ObjectField({ type: () => AvailabilityResponse, description: 'Whether it is here' })
  availability: AvailabilityResponse;
}

export function toDiscoveredTitleResponse({ title, availability }: DiscoveredTitle): DiscoveredTitleResponse {
  return {
    tmdb_id: title.tmdbId,
    media_type: title.mediaType,
    title: title.title,
    original_title: title.originalTitle,
    original_language: title.originalLanguage,
    overview: title.overview,
    release_date: title.releaseDate,
    year: title.year,
    poster_url: title.posterUrl,
    backdrop_url: title.backdropUrl,
    rating: title.rating,
    vote_count: title.voteCount,
    genres: [...title.genres],
    availability: toAvailabilityResponse(availability),
  };
}

/** `total` is as TMDB counts: people included, which are not shown. */
export class DiscoveredPageResponse extends pageOf(DiscoveredTitleResponse, 'DiscoveredTitlePage') {
  @FlagField({ description: 'TMDB could not be asked; this is an older answer of it', example: false })
  is_stale: boolean;

  @TimeField({ description: 'When TMDB last confirmed this', example: '2026-02-15T15:28:37.000Z' })
  fetched_at: string;
}

export const toDiscoveredPageResponse = ({ answer, titles }: DiscoveredPage): DiscoveredPageResponse => ({
  data: titles.map(toDiscoveredTitleResponse),
  pagination: {
    page: answer.value.page,
    limit: PAGE_SIZE,
    total: answer.value.totalResults,
    total_pages: Math.min(answer.value.totalPages, MAX_PAGES),
  },
  is_stale: answer.isStale,
  fetched_at: answer.fetchedAt.toISOString(),
});
