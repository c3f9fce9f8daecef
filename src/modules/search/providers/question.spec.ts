import { readingsOf, understand } from './question.js';

const all = (query: string) => understand({ query, mediaType: 'all', year: null });

describe('understand', () => {
  it.each([
    ['Show S01E02', { text: 'Show', season: 1, episode: 2, mediaType: 'tv' }],
    ['show s2', { text: 'show', season: 2, episode: null, mediaType: 'tv' }],
    ['Show 3x07', { text: 'Show', season: 3, episode: 7, mediaType: 'tv' }],
    ['A  film', { text: 'A film', season: null, episode: null, mediaType: 'all' }],
    ['tt0063350', { text: '', imdbId: 'tt0063350', typed: 'tt0063350' }],
    ['Show S01E02 tt0063350', { text: 'Show', imdbId: 'tt0063350', season: 1, episode: 2 }],
    ['attic tt00', { text: 'attic tt00', imdbId: null }],
    ['S01E02', { text: 'S01E02', season: null }],
  ])('reads %j', (query, expected) => expect(all(query)).toMatchObject(expected));

  it('leaves numbers in the names of films', () => {
    const query = { query: 'Zombies S02', mediaType: 'movie', year: null, season: 3 } as const;
    expect(understand(query)).toMatchObject({ text: 'Zombies S02', season: null, mediaType: 'movie' });
  });

  it('believes what is said outright', () => {
    const query = { query: 'Show S01E02', mediaType: 'tv', year: null, season: 4, episode: 5 } as const;
    expect(understand(query)).toMatchObject({ text: 'Show', season: 4, episode: 5 });
  });
});

describe('readingsOf', () => {
  const read = (query: string) => readingsOf(all(query)).map(({ text, year }) => [text, year]);

  it('takes a year at the end for a year second', () => {
    expect(read('Nosferatu (1922)')).toEqual([
      ['Nosferatu (1922)', null],
      ['Nosferatu', 1922],
    ]);
    expect(read('1917')).toEqual([['1917', null]]);
    expect(read('Blade Runner')).toEqual([['Blade Runner', null]]);
  });
});
