import {
  EnumField,
  IntField,
  ObjectField,
  TextField,
  TimeField,
  UuidField,
} from '../../../common/http/fields.js';
import { pageOf } from '../../../common/http/paging.js';
import { SearchMediaType } from '../providers/search-provider.js';
import { QualityPreference } from '../scoring/profiles.js';
import type { SearchResults } from '../search-results.service.js';
import { Scorer, SearchStatus } from '../search.entity.js';
import type { Search } from '../search.entity.js';
import type { RequestedScoring } from '../search.service.js';
import type { ListedSearch } from '../searches.repository.js';
import { ProviderRunResponse, toProviderRunResponse } from './provider-run.response.js';
import { SearchResultResponse, toSearchResultResponse } from './search-result.response.js';

const MAX = 2 ** 31 - 1;
const ID = 'f47ac10b-58cc-4372-a567-0e02b2c3d479';

class SearchIdentityResponse {
  @UuidField({ description: 'The search', example: ID })
  search_id: string;

  @TextField({ max: 200, description: 'What was looked for', example: 'Night of the Living Dead' })
  query: string;

  @EnumField({
    enum: SearchStatus,
    enumName: 'SearchStatus',
    description: 'Whether providers are still asked; if not, how it ended',
    example: 'searching',
  })
  status: SearchStatus;

  @TimeField({ description: 'When it started', example: '2026-02-15T15:28:37.000Z' })
  created_at: string;
}

export class StartSearchResponse extends SearchIdentityResponse {
  @TimeField({ description: 'When it ends at the latest', example: '2026-02-15T15:28:47.000Z' })
  estimated_completion: string;
}

export class SearchSummaryResponse extends SearchIdentityResponse {
  @EnumField({
    enum: SearchMediaType,
    enumName: 'SearchMediaType',
    description: 'Kind of title',
    example: 'movie',
  })
  media_type: SearchMediaType;

  @IntField({ min: 1870, max: 2100, nullable: true, description: 'Year that was given', example: 1968 })
  year: number | null;

  @IntField({ min: 1, max: MAX, nullable: true, description: 'TMDB id that was given', example: 10_331 })
  tmdb_id: number | null;

  @TextField({ max: 11, nullable: true, description: 'IMDb id that was given', example: 'tt0063350' })
  imdb_id: string | null;

  @IntField({ min: 0, max: 10_000, nullable: true, description: 'Season that was given', example: null })
  season: number | null;

  @IntField({ min: 0, max: 100_000, nullable: true, description: 'Episode that was given', example: null })
  episode: number | null;

  @TimeField({ nullable: true, description: 'When it ended', example: '2026-02-15T15:28:39.000Z' })
  completed_at: string | null;

  @TimeField({
    description: 'When it is deleted with its results, as things stand',
    example: '2026-03-17T15:28:37.000Z',
  })
  expires_at: string;

  @IntField({ min: 0, max: MAX, description: 'Titles found', example: 1 })
  total_results: number;
}

export class SearchResponse extends SearchSummaryResponse {
  @EnumField({
    enum: QualityPreference,
    enumName: 'QualityPreference',
    description: 'What the score prefers',
    example: 'any',
  })
  quality_preference: QualityPreference;

  @UuidField({
    nullable: true,
    description:
      'Quality profile that it is scored by; null when that was deleted: quality_preference decides',
    example: ID,
  })
  quality_profile_id: string | null;

  @EnumField({
    enum: Scorer,
    enumName: 'Scorer',
    description: 'Who made the scores: fixed rules, or those with a second opinion',
    example: 'rules',
  })
  scorer: Scorer;

  @TextField({
    max: 200,
    nullable: true,
    description: 'Why there is no second opinion although one was asked for',
    example: null,
  })
  scorer_note: string | null;

  @UuidField({ nullable: true, description: 'A scoring that is under way', example: null })
  scoring_job_id: string | null;

  @ObjectField({
    type: () => ProviderRunResponse,
    isArray: true,
    description: 'What became of it at each provider',
  })
  providers: ProviderRunResponse[];

  @ObjectField({ type: () => SearchResultResponse, isArray: true, description: 'Titles found, best first' })
  results: SearchResultResponse[];
}

export class ProviderResultsResponse {
  @UuidField({ description: 'The search', example: ID })
  search_id: string;

  @TextField({
    max: 64,
    nullable: true,
    description: 'The provider asked for; null for all',
    example: 'jackett',
  })
  provider: string | null;

  @ObjectField({
    type: () => SearchResultResponse,
    isArray: true,
    description: 'Titles that it found, best first',
  })
  results: SearchResultResponse[];
}

const ScoringStatus = { Processing: 'processing' } as const;

export class ScoreSearchResponse {
  @UuidField({ description: 'The search', example: ID })
  search_id: string;

  @UuidField({
    description: 'The job; shown with the search until it is done',
    example: '0b9b8a52-6c43-4b1e-9d55-2a5d5b1a3c77',
  })
  scoring_job_id: string;

  @EnumField({
    enum: ScoringStatus,
    enumName: 'ScoringStatus',
    description: 'How far it is',
    example: 'processing',
  })
  status: 'processing';

  @EnumField({
    enum: Scorer,
    enumName: 'Scorer',
    description: 'Who is asked; the search says who answered',
    example: 'rules',
  })
  scorer: Scorer;
}

export class SearchPage extends pageOf(SearchSummaryResponse, 'SearchPage') {}

export const toStartSearchResponse = (search: Search): StartSearchResponse => ({
  search_id: search.id,
  query: search.query,
  status: search.status,
  created_at: search.createdAt.toISOString(),
  estimated_completion: search.deadlineAt.toISOString(),
});

export const toSearchSummaryResponse = (
  { search, totalResults }: ListedSearch,
  expiresAt: Date,
): SearchSummaryResponse => ({
  search_id: search.id,
  query: search.query,
  status: search.status,
  created_at: search.createdAt.toISOString(),
  media_type: search.mediaType,
  year: search.year,
  tmdb_id: search.tmdbId,
  imdb_id: search.imdbId,
  season: search.season,
  episode: search.episode,
  completed_at: search.completedAt?.toISOString() ?? null,
  expires_at: expiresAt.toISOString(),
  total_results: totalResults,
});

export const toSearchResponse = ({ search, runs, expiresAt, titles }: SearchResults): SearchResponse => ({
  search_id: search.id,
  query: search.query,
  status: search.status,
  created_at: search.createdAt.toISOString(),
  media_type: search.mediaType,
  year: search.year,
  tmdb_id: search.tmdbId,
  imdb_id: search.imdbId,
  season: search.season,
  episode: search.episode,
  completed_at: search.completedAt?.toISOString() ?? null,
  expires_at: expiresAt.toISOString(),
  quality_preference: search.qualityPreference,
  quality_profile_id: search.qualityProfileId,
  scorer: search.scorer,
  scorer_note: search.scorerNote,
  scoring_job_id: search.scoringJobId,
  providers: runs.map(toProviderRunResponse),
  results: titles.map(toSearchResultResponse),
  total_results: titles.length,
});

export const toScoreSearchResponse = ({
  searchId,
  scoringJobId,
  scorer,
}: RequestedScoring): ScoreSearchResponse => ({
  search_id: searchId,
  scoring_job_id: scoringJobId,
  status: ScoringStatus.Processing,
  scorer,
});
