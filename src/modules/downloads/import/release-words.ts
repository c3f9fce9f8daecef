import { parseTorrentTitle } from '@viren070/parse-torrent-title';

/** The parser's patterns are many; a longer name is hostile rather than informative. */
const MAX_PARSED_LENGTH = 512;

/** What the name of a release says of it besides its title; null where it doesn't. */
export interface ReleaseWords {
  /** `WEB-DL`, `BluRay`, … */
  readonly source: string | null;
  readonly group: string | null;
  /** `Director's Cut`, … */
  readonly edition: string | null;
  readonly episodeTitle: string | null;
}

/** Reads the name of the file, and for what that does not say the name of the release. */
export function wordsOf(fileStem: string, releaseName: string): ReleaseWords {
  const [own, outer] = [fileStem, releaseName].map((name) =>
    parseTorrentTitle(name.slice(0, MAX_PARSED_LENGTH)),
  );
  return {
    source: own?.quality ?? outer?.quality ?? null,
    group: own?.group ?? outer?.group ?? null,
    edition: own?.editions?.[0] ?? outer?.editions?.[0] ?? null,
    episodeTitle: own?.episodeTitle ?? null,
  };
}
