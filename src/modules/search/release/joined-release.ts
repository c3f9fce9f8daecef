import type { ParsedRelease } from './parsed-release.js';

const SHORTEST_TITLE = 4;

/** Whether a name says by itself which release it is. */
const isTelling = (parsed: ParsedRelease): boolean =>
  !parsed.isRejected &&
  parsed.title !== '' &&
  (isEpisode(parsed) || parsed.source !== null || parsed.codec !== null || parsed.year !== null);
const isEpisode = ({ seasons, episodes, date }: ParsedRelease): boolean =>
  seasons.length + episodes.length > 0 || date !== null;

/** Adds what a folder tells about the file in it; the file has the first word unless its own name tells little. */
export function joined(file: ParsedRelease, folder: ParsedRelease): ParsedRelease {
  if (folder.isRejected) return file;
  if (file.isRejected) return folder;
  const isFolderRelease =
    folder.title !== '' &&
    (folder.source !== null || folder.codec !== null || folder.year !== null || isEpisode(folder));
  const first = isTelling(file) || !isFolderRelease ? file : { ...folder, ...episodesOf(file, folder) };
  const second = first === file ? folder : file;
  return {
    ...first,
    title: titleOf(first, folder, isFolderRelease),
    year: first.year ?? second.year,
    ...episodesOf(first, second),
    date: first.date ?? second.date,
    resolution: file.resolution ?? folder.resolution,
    source: first.source ?? second.source,
    codec: first.codec ?? second.codec,
    group: isFolderRelease && folder.group !== null && folder.codec !== null ? folder.group : first.group,
    isProper: first.isProper || folder.isProper,
    isRejected: first.isRejected,
  };
}

/** `abc-some.film` in the folder of `Some.Film`. */
const endsWithTitle = (text: string, title: string): boolean =>
  lettersOf(title).length >= SHORTEST_TITLE && lettersOf(text).endsWith(lettersOf(title));
const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function titleOf(first: ParsedRelease, folder: ParsedRelease, isFolderRelease: boolean): string {
  const isSingleEpisode = folder.title !== '' && folder.seasons.length > 0 && folder.episodes.length > 0;
  if (
    first.title === '' ||
    isSingleEpisode ||
    (isFolderRelease && first.group !== null && first.title.length < folder.title.length)
  )
    return folder.title || first.title;
  if (!isEpisode(first) && endsWithTitle(first.title, folder.title)) return folder.title;
  if (!isEpisode(first) && first.year === null && folder.year !== null && folder.title !== '')
    return folder.title;
  const isSame = first.title.toLowerCase() === folder.title.toLowerCase();
  return isSame ? folder.title : first.title;
}

function episodesOf(
  first: ParsedRelease,
  second: ParsedRelease,
): Pick<ParsedRelease, 'seasons' | 'episodes' | 'isFullSeason'> {
  const seasons = first.seasons.length > 0 ? first.seasons : second.seasons;
  const episodes = first.episodes.length > 0 ? first.episodes : second.episodes;
  return { seasons, episodes, isFullSeason: first.isFullSeason && episodes.length === 0 };
}
