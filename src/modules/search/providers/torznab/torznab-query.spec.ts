import { readCaps } from './caps.js';
import { buildQueries, mediaTypeOf } from './torznab-query.js';
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
