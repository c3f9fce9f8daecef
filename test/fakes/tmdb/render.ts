import type { FakeEpisode, FakePerson, FakeSeason, FakeTitle, FakeWatch } from './fake-title.js';

/** A body as TMDB writes it: its keys are TMDB's business. */
export type Body = Record<string, unknown>;

const person = ({ id, name }: FakePerson): Body => ({
  adult: false,
  gender: 0,
  id,
  known_for_department: 'Acting',
  name,
  original_name: name,
  popularity: 0.1,
  profile_path: null,
});

/** An entry of a list. */
export function renderItem(title: FakeTitle): Body {
  const { mediaType, id, title: name, originalTitle = name, date = '', rating = 0 } = title;
  const names =
    mediaType === 'movie'
      ? { title: name, original_title: originalTitle, release_date: date, video: false }
      : { name, original_name: originalTitle, first_air_date: date, origin_country: ['US'] };
  return {
    adult: false,
    backdrop_path: null,
    genre_ids: title.genreIds ?? [],
    id,
    original_language: 'en',
    overview: title.overview ?? '',
    popularity: title.popularity ?? 0.6,
    poster_path: `/poster-${id}.jpg`,
    ...names,
    vote_average: rating,
    vote_count: rating === 0 ? 0 : 100,
  };
}

/** Details with everything appended that may be asked for. */
export function renderDetails(title: FakeTitle): Body {
  const { genre_ids: genreIds, ...item } = renderItem(title);
  return {
    ...item,
    genres: (Array.isArray(genreIds) ? genreIds : []).map((id: number) => ({ id, name: `Genre ${id}` })),
    homepage: '',
    status: title.status ?? 'Released',
    tagline: '',
    external_ids: { imdb_id: title.imdbId ?? null, tvdb_id: null },
    images: { backdrops: [], logos: [], posters: [renderImage(`/poster-${title.id}.jpg`)] },
    translations: { translations: [] },
    ...(title.mediaType === 'movie' ? movieParts(title) : seriesParts(title)),
  };
}

const renderImage = (path: string): Body => ({
  aspect_ratio: 0.667,
  height: 1500,
  iso_639_1: 'en',
  file_path: path,
  vote_average: 5,
  vote_count: 1,
  width: 1000,
});

const movieParts = ({ imdbId, runtime = 0, people = [], otherTitles = [] }: FakeTitle): Body => ({
  imdb_id: imdbId ?? null,
  runtime,
  credits: {
    cast: people
      .filter(({ character }) => character !== undefined)
      .map((one, order) => ({ ...person(one), character: one.character, order })),
    crew: people
      .filter(({ job }) => job !== undefined)
      .map((one) => ({ ...person(one), department: 'Directing', job: one.job })),
  },
  release_dates: { results: [] },
  alternative_titles: { titles: otherTitles.map((title) => ({ iso_3166_1: 'US', title, type: '' })) },
});

const seriesParts = ({ runtime, people = [], otherTitles = [], seasons = [], status }: FakeTitle): Body => ({
  created_by: [],
  episode_run_time: runtime === undefined ? [] : [runtime],
  in_production: status === 'Returning Series',
  last_air_date: seasons.at(-1)?.episodes.at(-1)?.airDate ?? '',
  last_episode_to_air: null,
  next_episode_to_air: null,
  networks: [],
  number_of_episodes: seasons.flatMap(({ episodes }) => episodes).length,
  number_of_seasons: seasons.filter(({ number }) => number > 0).length,
  seasons: seasons.map(({ episodes, ...season }) => ({
    ...renderSeasonHead(season),
    episode_count: episodes.length,
  })),
  aggregate_credits: {
    cast: people
      .filter(({ character }) => character !== undefined)
      .map((one, order) => ({ ...person(one), roles: [{ character: one.character }], order })),
    crew: people
      .filter(({ job }) => job !== undefined)
      .map((one) => ({ ...person(one), department: 'Directing', jobs: [{ job: one.job }] })),
  },
  content_ratings: { results: [] },
  alternative_titles: { results: otherTitles.map((title) => ({ iso_3166_1: 'US', title, type: '' })) },
});

const renderSeasonHead = ({ number, name, airDate = '' }: Omit<FakeSeason, 'episodes'>): Body => ({
  air_date: airDate,
  id: 900_000 + number,
  name: name ?? `Season ${number}`,
  overview: '',
  poster_path: null,
  season_number: number,
  vote_average: 0,
});

export const renderSeason = (season: FakeSeason, seriesId: number): Body => ({
  _id: '5256c89f19c2956ff6046d47',
  ...renderSeasonHead(season),
  episodes: season.episodes.map((episode) => renderEpisode(episode, season.number, seriesId)),
});

const renderEpisode = (episode: FakeEpisode, seasonNumber: number, seriesId: number): Body => ({
  air_date: episode.airDate ?? '',
  crew: [],
  episode_number: episode.number,
  episode_type: 'standard',
  guest_stars: [],
  id: seriesId * 10_000 + seasonNumber * 100 + episode.number,
  name: episode.name ?? `Episode ${episode.number}`,
  overview: '',
  production_code: '',
  runtime: episode.runtime ?? null,
  season_number: seasonNumber,
  show_id: seriesId,
  still_path: null,
  vote_average: 0.0,
  vote_count: 0,
});

export const renderWatch = (id: number, regions: Readonly<Record<string, FakeWatch>>): Body => ({
  id,
  results: Object.fromEntries(
    Object.entries(regions).map(([region, watch]) => [
      region,
      { link: `https://www.themoviedb.org/watch/${id}?locale=${region}`, ...renderServices(watch) },
    ]),
  ),
});

const renderServices = (watch: FakeWatch): Body =>
  Object.fromEntries(
    Object.entries(watch).map(([access, services]) => [
      access,
      services.map(([id, name], index) => ({
        logo_path: `/service-${id}.jpg`,
        provider_id: id,
        provider_name: name,
        display_priority: index,
      })),
    ]),
  );
