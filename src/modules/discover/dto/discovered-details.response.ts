import {
  DateField,
  FlagField,
  IntField,
  ObjectField,
  TextField,
  TextListField,
  TimeField,
} from '../../../common/http/fields.js';
import type { TmdbMovie, TmdbSeries } from '../../tmdb/index.js';
import type { DiscoveredDetails } from '../discover.service.js';
import * as people from './discovered-people.response.js';
import { DiscoveredSeasonResponse, toSeasonSummaryResponse } from './discovered-season.response.js';
import { DiscoveredTitleResponse, toDiscoveredTitleResponse } from './discovered-title.response.js';
import { WhereToWatchResponse, toWhereToWatchResponse } from './where-to-watch.response.js';

const MAX_PEOPLE = 30;
/** Shown before the rest of the crew, whose order at TMDB means nothing. */
const FIRST_JOBS = ['Creator', 'Director', 'Screenplay', 'Writer', 'Novel', 'Producer', 'Executive Producer'];

/** Everything about one movie or series. What only series have is empty or null for movies. */
export class DiscoveredDetailsResponse extends DiscoveredTitleResponse {
  @TextField({ max: 20, nullable: true, description: 'Id at IMDb', example: 'tt1375666' })
  imdb_id: string | null;

  @IntField({ min: 1, max: 2 ** 31 - 1, nullable: true, description: 'Id at TheTVDB', example: 121361 })
  tvdb_id: number | null;

  @TextField({ max: 1000, nullable: true, description: 'Slogan', example: 'Your mind is the scene …' })
  tagline: string | null;

  @TextField({ max: 2048, nullable: true, description: 'Web site', example: 'https://www.example.com/' })
  homepage: string | null;

  @TextField({
    max: 100,
    nullable: true,
    description: 'How far it is, in words of TMDB',
    example: 'Released',
  })
  release_status: string | null;

  @TextField({ max: 20, nullable: true, description: 'Age rating', example: 'PG-13' })
  certification: string | null;

  @IntField({
    min: 1,
    max: 2 ** 31 - 1,
    nullable: true,
    description: 'Length in minutes, of an episode where it is a series',
    example: 148,
  })
  runtime_minutes: number | null;

  @TextListField({ maxItems: 50, maxLength: 2, description: 'Countries (ISO 3166-1)', example: ['US', 'GB'] })
  countries: string[];

  @TextListField({ maxItems: 500, maxLength: 500, description: 'Other names', example: ['Origen'] })
  alternative_titles: string[];

  @ObjectField({
    type: () => people.DiscoveredCastMemberResponse,
    isArray: true,
    description: 'The first 30 of the cast',
  })
  cast: people.DiscoveredCastMemberResponse[];

  @ObjectField({
    type: () => people.DiscoveredCrewMemberResponse,
    isArray: true,
    description: 'At most 30 of the crew, those who made it up first',
  })
  crew: people.DiscoveredCrewMemberResponse[];

  @DateField({ nullable: true, description: 'Latest broadcast', example: '2019-05-19' })
  last_air_date: string | null;

  @DateField({ nullable: true, description: 'Next broadcast', example: '2026-12-01' })
  next_air_date: string | null;

  @FlagField({ nullable: true, description: 'Whether more episodes may come', example: false })
  is_in_production: boolean | null;

  @IntField({
    min: 0,
    max: 2 ** 31 - 1,
    nullable: true,
    description: 'Seasons, without specials',
    example: 8,
  })
  season_count: number | null;

  @IntField({ min: 0, max: 2 ** 31 - 1, nullable: true, description: 'Episodes', example: 73 })
  episode_count: number | null;

  @TextListField({ maxItems: 50, maxLength: 500, description: 'Broadcasters', example: ['HBO'] })
  networks: string[];

  @ObjectField({ type: () => DiscoveredSeasonResponse, isArray: true, description: 'Seasons by number' })
  seasons: DiscoveredSeasonResponse[];

  @ObjectField({
    type: () => WhereToWatchResponse,
    nullable: true,
    description: 'Where it can be watched; null when that cannot be told now',
  })
  where_to_watch: WhereToWatchResponse | null;

  @FlagField({ description: 'TMDB could not be asked; this is an older answer of it', example: false })
  is_stale: boolean;

  @TimeField({ description: 'When TMDB last confirmed this', example: '2026-02-15T15:28:37.000Z' })
  fetched_at: string;
}

export function toDiscoveredDetailsResponse(details: DiscoveredDetails): DiscoveredDetailsResponse {
  const { title, watch, answer } = details;
  return {
    ...toDiscoveredTitleResponse(details),
    imdb_id: title.imdbId,
    tvdb_id: title.tvdbId,
    tagline: title.tagline,
    homepage: title.homepage,
    release_status: title.status,
    certification: title.certification,
    runtime_minutes: title.runtimeMinutes,
    countries: [...title.countries],
    alternative_titles: title.alternativeTitles.slice(0, 500),
    cast: title.cast.slice(0, MAX_PEOPLE).map(people.toCastMemberResponse),
    crew: firstOfCrew(title.crew).map(people.toCrewMemberResponse),
    ...seriesPart(title.mediaType === 'tv' ? title : null),
    where_to_watch: watch && toWhereToWatchResponse(watch),
    is_stale: answer.isStale,
    fetched_at: answer.fetchedAt.toISOString(),
  };
}

const seriesPart = (series: TmdbSeries | null) => ({
  last_air_date: series?.lastAirDate ?? null,
  next_air_date: series?.nextAirDate ?? null,
  is_in_production: series?.isInProduction ?? null,
  season_count: series?.seasonCount ?? null,
  episode_count: series?.episodeCount ?? null,
  networks: [...(series?.networks ?? [])],
  seasons: (series?.seasons ?? []).map(toSeasonSummaryResponse),
});

function firstOfCrew(crew: TmdbMovie['crew']): TmdbMovie['crew'] {
  const rank = (job: string): number => {
    const index = FIRST_JOBS.indexOf(job);
    return index === -1 ? FIRST_JOBS.length : index;
  };
  return crew.toSorted((a, b) => rank(a.job) - rank(b.job)).slice(0, MAX_PEOPLE);
}
