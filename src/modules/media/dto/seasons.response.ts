import { DateField, IntField, ObjectField, TextField, UuidField } from '../../../common/http/fields.js';
import type { ListedSeason } from '../episodes.service.js';

const MAX_NUMBER = 100_000;

export class SeasonResponse {
  @UuidField({ description: 'Id of the season', example: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })
  id: string;

  @IntField({ min: 0, max: MAX_NUMBER, description: 'Number; 0 is for specials', example: 1 })
  season_number: number;

  @TextField({ max: 500, nullable: true, description: 'Name', example: 'Season 1' })
  name: string | null;

  @TextField({
    max: 10_000,
    nullable: true,
    description: 'What it is about',
    example: 'High school chemistry …',
  })
  overview: string | null;

  @TextField({
    max: 2048,
    nullable: true,
    description: 'Poster',
    example: 'https://image.tmdb.org/t/p/w500/poster.jpg',
  })
  poster_url: string | null;

  @DateField({ nullable: true, description: 'First broadcast', example: '2008-01-20' })
  air_date: string | null;

  @IntField({ min: 1, max: 2 ** 31 - 1, nullable: true, description: 'Id at TMDB', example: 3572 })
  tmdb_id: number | null;

  @IntField({ min: 0, max: MAX_NUMBER, description: 'Episodes that it has', example: 7 })
  episode_count: number;

  @IntField({ min: 0, max: MAX_NUMBER, description: 'Episodes that can be watched', example: 3 })
  available_count: number;
}

export class SeasonsResponse {
  @UuidField({ description: 'Id of the series', example: '550e8400-e29b-41d4-a716-446655440000' })
  series_id: string;

  @ObjectField({ type: () => SeasonResponse, isArray: true, description: 'Its seasons, specials last' })
  seasons: SeasonResponse[];
}

const toSeasonResponse = ({ season, episodes, available }: ListedSeason): SeasonResponse => ({
  id: season.id,
  season_number: season.number,
  name: season.name,
  overview: season.overview,
  poster_url: season.posterUrl,
  air_date: season.airDate,
  tmdb_id: season.tmdbId,
  episode_count: episodes,
  available_count: available,
});

export const toSeasonsResponse = (seriesId: string, seasons: ListedSeason[]): SeasonsResponse => ({
  series_id: seriesId,
  seasons: seasons.map(toSeasonResponse),
});
