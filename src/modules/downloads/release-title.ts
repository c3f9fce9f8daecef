import { parseTorrentTitle } from '@viren070/parse-torrent-title';

/** The parser's patterns are many; a longer name is hostile rather than informative. */
const MAX_PARSED_LENGTH = 512;

export interface ReleaseTitle {
  readonly title: string;
  readonly year: number | null;
  readonly mediaType: 'movie' | 'tv';
  readonly seasons: readonly number[];
  readonly episodes: readonly number[];
}

/** What a release or file name says about the title in it. */
export function titleOfRelease(name: string): ReleaseTitle {
  const { title, year, seasons = [], episodes = [] } = parseTorrentTitle(name.slice(0, MAX_PARSED_LENGTH));
  const parsed = title?.trim();
  return {
    title: parsed === undefined || parsed === '' ? name.trim() : parsed,
    year: yearOf(year),
    mediaType: seasons.length > 0 || episodes.length > 0 ? 'tv' : 'movie',
    seasons,
    episodes,
  };
}

/** A box set says `1999-2003`: its first year. */
function yearOf(text: string | undefined): number | null {
  const digits = /\d{4}/.exec(text ?? '')?.[0];
  return digits === undefined ? null : Number(digits);
}
