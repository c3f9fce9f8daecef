import { DateField, IntField, TextField } from '../../../common/http/fields.js';
import type { TmdbSeasonSummary } from '../../tmdb/index.js';

export class DiscoveredSeasonResponse {
  @IntField({ min: 0, max: 10_000, description: 'Number; 0 is for specials', example: 1 })
  season_number: number;

  @TextField({ max: 500, description: 'Name', example: 'Season 1' })
  name: string;

  @TextField({
    max: 10_000,
    nullable: true,
    description: 'What it is about',
    example: 'Trouble is brewing …',
  })
  overview: string | null;

  @TextField({
    max: 2048,
    nullable: true,
    description: 'Poster',
    example: 'https://image.tmdb.org/t/p/w500/season.jpg',
  })
  poster_url: string | null;

  @DateField({ nullable: true, description: 'First broadcast', example: '2011-04-17' })
  air_date: string | null;

  @IntField({ min: 0, max: 2 ** 31 - 1, description: 'Episodes', example: 10 })
  episode_count: number;
}

export const toSeasonSummaryResponse = (season: TmdbSeasonSummary): DiscoveredSeasonResponse => ({
  season_number: season.seasonNumber,
  name: season.name,
  overview: season.overview,
  poster_url: season.posterUrl,
  air_date: season.airDate,
  episode_count: season.episodeCount,
});
