import { locksAfter, normalGenres } from './media-changes.js';

describe('locksAfter', () => {
  it('adds what is set, null included, and nothing that is left out', () => {
    const changes = { title: 'A', overview: null, tmdbId: 7 };
    expect(locksAfter(['rating'], changes)).toEqual(['overview', 'rating', 'title']);
  });

  it('takes a given list as it is', () => {
    expect(locksAfter(['rating'], { title: 'A', lockedFields: [] })).toEqual([]);
    expect(locksAfter([], { lockedFields: ['year', 'title', 'year'] })).toEqual(['title', 'year']);
  });
});

it('makes genres comparable', () => {
  expect(normalGenres([' Action', 'action', '', 'Sci-Fi'])).toEqual(['action', 'sci-fi']);
});
