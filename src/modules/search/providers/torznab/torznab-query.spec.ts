import { readCaps } from './caps.js';
import { mediaTypeOf } from './categories.js';
import { buildQueries as buildCalls } from './torznab-query.js';
import type { ProviderQuery } from '../search-provider.js';
import type { Caps } from './caps.js';
import { parseXml } from './xml-element.js';

const capsOf = (searching: string, categories = '<category id="2000"/><category id="5000"/>') =>
  readCaps(
    parseXml(
      `<caps><limits max="60"/><searching>${searching}</searching><categories>${categories}</categories></caps>`,
    ),
  );

const ALL_MODES = capsOf(
  '<search available="yes"/><tv-search available="yes" supportedParams="q,season,ep"/><movie-search available="yes" supportedParams="q,year"/>',
);
const PLAIN_ONLY = capsOf(
  '<search available="yes" supportedParams="q"/><tv-search available="no" supportedParams="q"/><movie-search available="no"/>',
);

const buildQueries = (query: ProviderQuery, caps: Caps) =>
  buildCalls(query, caps).map(({ parameters }) => parameters);

const movie = { query: 'Nosferatu', mediaType: 'movie', year: 1922 } as const;

describe('buildQueries', () => {
  it('uses movie search and falls back to plain search', () => {
    expect(buildQueries(movie, ALL_MODES)).toEqual([
      { t: 'movie', q: 'Nosferatu', year: '1922', cat: '2000', limit: '60', extended: '1' },
      { t: 'search', q: 'Nosferatu 1922', cat: '2000', limit: '60', extended: '1' },
    ]);
  });

  it('puts the year into the text where there is no parameter for it', () => {
    const caps = capsOf(
      '<search available="yes"/><movie-search available="yes" supportedParams="q,imdbid"/>',
    );
    expect(buildQueries(movie, caps)[0]).toMatchObject({ t: 'movie', q: 'Nosferatu 1922' });
  });

  it('asks by season and episode where the indexer has parameters for them', () => {
    const query = { query: 'One Step Beyond S01E04', mediaType: 'tv', year: null } as const;
    expect(buildQueries(query, ALL_MODES)[0]).toMatchObject({
      t: 'tvsearch',
      q: 'One Step Beyond',
      season: '1',
      ep: '4',
    });
    expect(buildQueries(query, PLAIN_ONLY)).toEqual([
      { t: 'search', q: 'One Step Beyond S01E04', cat: '5000', limit: '60', extended: '1' },
    ]);
  });

  it('asks for films and series at once in one plain search', () => {
    const query = { query: 'Nosferatu', mediaType: 'all', year: null } as const;
    expect(buildQueries(query, ALL_MODES)).toEqual([
      { t: 'search', q: 'Nosferatu', cat: '2000,5000', limit: '60', extended: '1' },
    ]);
  });

  it('takes the subcategories of an indexer that lists only those', () => {
    const caps = capsOf('<search available="yes"/>', '<category id="5070"/><category id="2020"/>');
    expect(buildQueries(movie, caps)[0]).toMatchObject({ cat: '2020' });
  });

  it('asks nothing of an indexer for books', () => {
    expect(buildQueries(movie, capsOf('<search available="yes"/>', '<category id="7000"/>'))).toEqual([]);
  });

  it('asks without categories known to the indexer when it lists none', () => {
    expect(buildQueries(movie, capsOf('<search available="yes"/>', ''))[0]).toMatchObject({ cat: '2000' });
  });
});

describe('buildQueries with what the asker knows', () => {
  const caps = capsOf(
    '<search available="yes"/><tv-search available="yes" supportedParams="q,season,ep,imdbid,tmdbid"/><movie-search available="yes" supportedParams="q,imdbid,tmdbid"/>',
  );
  const asked = (query: Partial<ProviderQuery>) =>
    buildQueries({ query: 'Nosferatu', mediaType: 'movie', year: null, ...query }, caps).map(
      ({ cat: _cat, limit: _limit, extended: _extended, ...parameters }) => parameters,
    );

  it('asks by one id first, and by text when that finds nothing', () => {
    expect(asked({ imdbId: 'tt0013442', tmdbId: 653 })).toEqual([
      { t: 'movie', imdbid: '0013442' },
      { t: 'movie', q: 'Nosferatu' },
      { t: 'search', q: 'Nosferatu' },
    ]);
    expect(asked({ tmdbId: 653 })[0]).toEqual({ t: 'movie', tmdbid: '653' });
  });

  it('reads an IMDb id out of the text', () => {
    expect(asked({ query: 'nosferatu TT0013442' }).slice(0, 2)).toEqual([
      { t: 'movie', imdbid: '0013442' },
      { t: 'movie', q: 'nosferatu' },
    ]);
    expect(asked({ query: 'tt0013442' })).toEqual([
      { t: 'movie', imdbid: '0013442' },
      { t: 'search', q: 'tt0013442' },
    ]);
  });

  it('tries both kinds of title by their IMDb id when any is wanted, and trusts no TMDB id then', () => {
    expect(asked({ mediaType: 'all', imdbId: 'tt0013442', tmdbId: 653 })).toEqual([
      { t: 'movie', imdbid: '0013442' },
      { t: 'tvsearch', imdbid: '0013442' },
      { t: 'search', q: 'Nosferatu' },
    ]);
  });

  it('asks for an episode by the id of its series', () => {
    const query = { query: 'One Step Beyond', mediaType: 'tv', tmdbId: 7, season: 1, episode: 4 } as const;
    expect(asked(query)).toEqual([
      { t: 'tvsearch', tmdbid: '7', season: '1', ep: '4' },
      { t: 'tvsearch', q: 'One Step Beyond', season: '1', ep: '4' },
      { t: 'search', q: 'One Step Beyond S01E04' },
    ]);
  });

  it('takes a numbered text for a series', () => {
    expect(asked({ query: 'one step beyond 1x04', mediaType: 'all' })[0]).toEqual({
      t: 'tvsearch',
      q: 'one step beyond',
      season: '1',
      ep: '4',
    });
  });
});

describe('mediaTypeOf', () => {
  it.each([
    [[2000, 2040, 100014], 'movie'],
    [[5070, 100001], 'tv'],
    [[2000, 5000], null],
    [[100014, Number.NaN], null],
  ])('tells %j as %s', (categories, expected) => {
    expect(mediaTypeOf(categories)).toBe(expected);
  });
});
