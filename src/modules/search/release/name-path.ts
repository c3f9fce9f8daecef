import { hasFileExtension } from './name-text.js';

const ROOTED = /^(?:[a-z]:)?[\\/]/i;
const SPACED_SLASH = /\s[\\/]|[\\/]\s/;
/** Folders that say what kind of files are in them, or which season, and nothing of the title. */
const SEASON_FOLDER =
  /^(?:(?:season|saison|temporada|staffel|stagione|seizoen|series|сезон)[\s._-]*\d{1,4}.*|s\d{1,4}|specials?|extras?|subs?|subtitles?|cd\s?\d|dis[ck]\s?\d|minisodes)$/i;
const KIND_FOLDER =
  /^(?:tv|tv[\s_]?shows?|shows?|series|movies?|films?|videos?|media|downloads?|downloads finished|mnt|home|share|public|data|unsorted|anime|incoming|complete|test|temp|tmp)$/i;

/** A path, from the file up to the folders that may say more about it. */
export interface NamePath {
  readonly leaf: string;
  /** Nearest first. */
  readonly folders: string[];
  /** The number in `Season 3`. */
  readonly seasonOfFolder: number | null;
}

/** Splits a path; a name with slashes in brackets, between spaces or between digits is none. */
export function splitPath(name: string): NamePath {
  const parts = isPath(name) ? name.split(/[\\/]+/).filter((part) => part.trim() !== '') : [name];
  const leaf = parts.at(-1) ?? name;
  const above = parts.slice(0, -1).reverse();
  const season = above.map((folder) => /^(?:\D{5,10}|s)[\s._-]*(\d{1,3})\b/i.exec(folder)?.[1]).find(Boolean);
  return {
    leaf,
    folders: above.filter((folder) => !SEASON_FOLDER.test(folder) && !KIND_FOLDER.test(folder)).slice(0, 3),
    seasonOfFolder:
      season !== undefined && above.some((part) => SEASON_FOLDER.test(part)) ? Number(season) : null,
  };
}

function isPath(name: string): boolean {
  if (!/[\\/]/.test(name)) return false;
  if (ROOTED.test(name)) return true;
  if (SPACED_SLASH.test(name) || cutsBrackets(name)) return false;
  if (KIND_FOLDER.test(name.split(/[\\/]/, 1)[0] ?? '')) return true;
  if (/\d\/\d/.test(name) && !hasFileExtension(name)) return false;
  return hasFileExtension(name) || name.includes('\\');
}

function cutsBrackets(name: string): boolean {
  let depth = 0;
  for (const sign of name) {
    if ('[({'.includes(sign)) depth += 1;
    else if ('])}'.includes(sign)) depth -= 1;
    else if (depth > 0 && (sign === '/' || sign === '\\')) return true;
  }
  return false;
}
