import path from 'node:path';
import { titleOfRelease } from '../release-title.js';

/** Which episodes of a series a file holds. No episodes: it is one without a number, such as a making-of. */
export interface EpisodeNumbers {
  /** 0 is the specials. */
  readonly season: number;
  readonly episodes: readonly number[];
}

const SEASON_FOLDER = /^(?:season|series|staffel|saison|temporada|stagione|s)[\s._-]*(\d{1,4})$/iu;
const SPECIALS_FOLDER = /^(?:specials?|extras?|season[\s._-]*0+)$/iu;
/** `05.mkv`, `05 - Title.mkv`, `E05.mkv`, `Episode 5.mkv`: what is usual in the folder of a season. */
const BARE_EPISODE = /^(?:e|ep|episode|folge)?[\s._-]*(\d{1,3})(?=$|[\s._-])/iu;
const MAX_EPISODES = 50;

/**
 * Reads them from the name of the file, else from its folders, nearest first, and last from the release's name, which says it
 * for a file that is the only one. Absolute numbers are episodes of the first season.
 */
export function episodeNumbersOf(
  filePath: string,
  releaseName: string,
  isOnlyVideo: boolean,
): EpisodeNumbers {
  const folders = filePath.split('/').slice(0, -1).reverse();
  const stem = path.parse(filePath.split('/').at(-1) ?? '').name;
  const outer = isOnlyVideo ? [...folders, releaseName] : folders;
  const own = titleOfRelease(stem);
  const folderSeason = seasonOf([...folders, releaseName]);
  const bare = folderSeason === null ? null : bareEpisode(stem);
  const episodes = [
    own.episodes,
    bare === null ? [] : [bare],
    ...outer.map((name) => titleOfRelease(name).episodes),
  ];
  const found = (episodes.find((numbers) => numbers.length > 0) ?? []).slice(0, MAX_EPISODES);
  const season = own.seasons[0] ?? folderSeason ?? (found.length > 0 ? 1 : 0);
  return { season, episodes: [...new Set(found)].sort((a, b) => a - b) };
}

/** The episode that a video was fetched as, with its neighbours where the name says that it holds several. */
export function onlyEpisode(read: EpisodeNumbers, season: number, episode: number): EpisodeNumbers {
  const holdsIt = read.season === season && read.episodes.includes(episode);
  return holdsIt ? read : { season, episodes: [episode] };
}

/** `S01E02`, `S01E01E02`; null when they have no number. What two files of one episode have in common. */
export function episodeLabel({ season, episodes }: EpisodeNumbers): string | null {
  return episodes.length === 0 ? null : `S${twoDigits(season)}E${episodeDigits(episodes)}`;
}

/** `02`, and `01E02` for two. */
export const episodeDigits = (episodes: readonly number[]): string => episodes.map(twoDigits).join('E');

export const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Nearest folder first. A box of several seasons says nothing. */
function seasonOf(names: readonly string[]): number | null {
  for (const name of names) {
    if (SPECIALS_FOLDER.test(name)) return 0;
    const digits = SEASON_FOLDER.exec(name)?.[1];
    if (digits !== undefined) return Number(digits);
    const { seasons } = titleOfRelease(name);
    if (seasons.length === 1 && seasons[0] !== undefined) return seasons[0];
  }
  return null;
}

function bareEpisode(stem: string): number | null {
  const digits = BARE_EPISODE.exec(stem)?.[1];
  return digits === undefined ? null : Number(digits);
}
