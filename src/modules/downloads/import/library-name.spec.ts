import { readFileSync } from 'node:fs';
import { resolveInside, safeFileName } from '../../../common/files/safe-path.js';
import { LIBRARY_SETTINGS } from '../../../common/settings/library-settings.js';
import { loadConfig } from '../../../common/config/load-config.js';
import { libraryPath, marked } from './library-name.js';
import type { NamedVideo } from './library-name.js';

const config = loadConfig({}, '/');
const MOVIES = LIBRARY_SETTINGS.movie_template.fallback(config);
const SERIES = LIBRARY_SETTINGS.series_template.fallback(config);

const inception = { title: 'Inception', year: 2010, tmdbId: 27205, imdbId: 'tt1375666' };
const film = (changes: Partial<NamedVideo> = {}): NamedVideo => ({
  media: inception,
  fileName: 'x.MKV',
  releaseName: 'Inception.2010.1080p.BluRay.x264-GRP',
  resolution: '1080p',
  codecVideo: 'h264',
  numbers: null,
  part: null,
  ...changes,
});
const episode = (fileName: string, season: number, episodes: number[], resolution: string | null) =>
  libraryPath(
    film({
      media: { title: 'Dark', year: 2017, tmdbId: null, imdbId: null },
      fileName,
      resolution,
      numbers: { season, episodes },
    }),
    SERIES,
  );

describe('libraryPath', () => {
  it('names a film by title, year and resolution', () => {
    expect(libraryPath(film(), MOVIES)).toEqual([
      'Movies',
      'Inception (2010)',
      'Inception (2010) - 1080p.mkv',
    ]);
  });

  it('tells the parts of a film apart', () => {
    expect(libraryPath(film({ part: 2 }), MOVIES).at(-1)).toBe('Inception (2010) - 1080p - cd2.mkv');
  });

  it('leaves out what is not known', () => {
    const unknown = film({ media: { ...inception, year: null }, fileName: 'x.mp4', resolution: null });
    expect(libraryPath(unknown, MOVIES)).toEqual(['Movies', 'Inception', 'Inception.mp4']);
  });

  it('obeys another template', () => {
    const template =
      'Filme/{title} ({year}) {{tmdb-{tmdb_id}}}/{edition}/{title} [{source} {resolution} {codec}]-{group}';
    expect(libraryPath(film(), template)).toEqual([
      'Filme',
      'Inception (2010) {tmdb-27205}',
      'Inception [BluRay 1080p h264]-GRP.mkv',
    ]);
  });

  it('names an episode by season and number', () => {
    expect(episode('Dark.S02E03.1080p.WEB.mkv', 2, [3], '1080p')).toEqual([
      'Series',
      'Dark (2017)',
      'Season 02',
      'Dark - S02E03 - 1080p.mkv',
    ]);
  });

  it('keeps two episodes in one file together', () => {
    expect(episode('Dark.S01E01E02.mkv', 1, [1, 2], null).at(-1)).toBe('Dark - S01E01E02.mkv');
  });

  it('gives what has no number its own name', () => {
    expect(episode('Making of.mkv', 0, [], null)).toEqual([
      'Series',
      'Dark (2017)',
      'Season 00',
      'Dark - Making of.mkv',
    ]);
  });

  it('keeps the extension of a very long title, and room for a mark', () => {
    const long = film({ media: { ...inception, title: 'ü'.repeat(400) } });
    const name = libraryPath(long, MOVIES).at(-1);
    expect(name).toMatch(/\.mkv$/);
    expect(Buffer.byteLength(marked(name ?? '', '0123abcd-12'))).toBeLessThan(255);
  });
});

describe('libraryPath with hostile names', () => {
  const naughty = JSON.parse(readFileSync('test/fixtures/naughty/filenames.json', 'utf8')) as {
    input: string;
    why: string;
  }[];

  it.each(naughty.map(({ why, input }) => [why, input]))(
    'stays in the library and portable: %s',
    (_, input) => {
      const media = { ...inception, title: input, year: null };
      const names = { fileName: `${input}.mkv`, releaseName: input, resolution: input, codecVideo: input };
      const films = libraryPath(
        film({ media, ...names }),
        'Movies/{title}/{edition}/{title} {source} - {group} {resolution}',
      );
      const extras = libraryPath(film({ media, ...names, numbers: { season: 0, episodes: [] } }), SERIES);
      for (const parts of [films, extras]) {
        expect(resolveInside('/library', ...parts).startsWith('/library/')).toBe(true);
        for (const part of parts) expect(safeFileName(part)).toBe(part);
        expect(parts.length).toBeGreaterThanOrEqual(2);
      }
    },
  );
});

describe('marked', () => {
  it('puts the mark before the extension', () => {
    expect(marked('Inception (2010) - 1080p.mkv', '0b8f9f4e-0')).toBe(
      'Inception (2010) - 1080p [0b8f9f4e-0].mkv',
    );
  });
});
