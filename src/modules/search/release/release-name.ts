import { parseTorrentTitle } from '@viren070/parse-torrent-title';
import { bareName } from './name-text.js';
import { splitPath } from './name-path.js';
import type { NamePath } from './name-path.js';
import { joined } from './joined-release.js';
import { isMeaningless } from './not-a-release.js';
import { codecOf } from './codec.js';
import { contentOf } from './release-content.js';
import { groupOf } from './group.js';
import { isGroupName, leadingGroupOf } from './leading-group.js';
import { resolutionOf } from './resolution.js';
import type { ParsedRelease } from './parsed-release.js';
import { isRemux, sourceOf } from './source.js';

export type { ParsedRelease } from './parsed-release.js';

/** The parser's patterns are many; a longer name is hostile rather than informative. */
const MAX_PARSED_LENGTH = 512;
/** Some patterns try each word against all others; no honest name has so many. */
const MAX_WORDS = 80;

/** Understands the name of a release, or the path of its file; reads no more than its first 512 characters and 80 words. */
export function parseReleaseName(name: string): ParsedRelease {
  const path = splitPath(readable(name));
  const leaf = numberedIn(path.leaf, parseOne(path.leaf), path);
  if (path.folders.length === 0) return withSeason(leaf, path.seasonOfFolder);
  const folders = path.folders.map(parseOne);
  return withSeason(folders.reduce(joined, leaf), path.seasonOfFolder);
}

const readable = (name: string): string =>
  name
    .slice(0, MAX_PARSED_LENGTH)
    .replace(/([^\p{L}\p{N}])\1{4,}/gu, '$1$1$1$1')
    .split(/(?<=[\s._])/)
    .slice(0, MAX_WORDS)
    .join('');

/** The time that the library takes grows with the cube of them, and it knows few words in other scripts. */
const MAX_OTHER_LETTERS = 60;

function shortenedForLibrary(text: string): string {
  let seen = 0;
  return text.replace(/\P{ASCII}/gu, (sign) => {
    seen += 1;
    return seen > MAX_OTHER_LETTERS ? '' : sign;
  });
}

function parseOne(name: string): ParsedRelease {
  const bare = bareName(name);
  const known = parseTorrentTitle(shortenedForLibrary(bare));
  const content = contentOf(bare, known);
  // `[Title] S01E02`: with nothing else to be the title, what stands in the brackets is.
  const named = content.title === '' ? leadingGroupOf(bare)?.group : undefined;
  const title = named !== undefined && isGroupName(named) ? named : content.title;
  const group = groupOf(bare, content.contentEnd);
  return {
    title,
    alternativeTitles: content.alternatives,
    year: content.year,
    seasons: content.seasons,
    episodes: content.episodes,
    absoluteEpisodes: content.absoluteEpisodes,
    date: content.date,
    isFullSeason: content.isFullSeason,
    resolution: resolutionOf(bare, known.resolution),
    source: sourceOf(bare, known.quality),
    codec: codecOf(bare, known.codec),
    hdr: known.hdr ?? [],
    audio: known.audio ?? [],
    languages: known.languages ?? [],
    group: group === named ? null : group,
    edition: known.editions?.[0] ?? null,
    isProper: known.proper === true || known.repack === true,
    isHardcoded: known.hardcoded === true,
    isUpscaled: known.upscaled === true,
    is3d: known.threeD !== undefined,
    isRemux: isRemux(bare),
    isRejected: isMeaningless(bare),
  };
}

const LEADING_NUMBER = /^(?:(\d{1,3})(?:\s?[-.]\s|\s)(?=\p{L})|ep?(\d{1,3})(?!\d))/iu;

/** `Season 2/03 - Words.mkv`: the episode, with the title that the folder has. */
function numberedIn(leaf: string, parsed: ParsedRelease, path: NamePath): ParsedRelease {
  const match = LEADING_NUMBER.exec(leaf);
  const number = match?.[1] ?? match?.[2];
  if (
    path.seasonOfFolder === null ||
    number === undefined ||
    (match?.[1] !== undefined && parsed.seasons.length > 0)
  )
    return parsed;
  return { ...parsed, title: '', episodes: [Number(number)], seasons: [path.seasonOfFolder] };
}

function withSeason(parsed: ParsedRelease, season: number | null): ParsedRelease {
  return season === null || parsed.seasons.length > 0 ? parsed : { ...parsed, seasons: [season] };
}
