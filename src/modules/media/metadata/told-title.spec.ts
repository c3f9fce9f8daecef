import type { TmdbDetails } from '../../tmdb/index.js';
import type { Media } from '../media.entity.js';
import { mergeTold } from './told-title.js';

const ROW = {
  title: 'Amelie',
  originalTitle: null,
  year: 2001,
  imdbId: null,
  posterUrl: 'https://ours.example/poster.jpg',
  overview: 'Ours',
  rating: 9,
  genres: ['ours'],
  alternativeTitles: [],
  lockedFields: [],
} as unknown as Media;

const TOLD = {
  title: 'Amélie Poulain',
  originalTitle: 'Le Fabuleux Destin d’Amélie Poulain',
  year: 2001,
  imdbId: 'tt0211915',
  posterUrl: null,
  backdropUrl: 'https://theirs.example/backdrop.jpg',
  overview: 'Theirs',
  rating: 7.9,
  genres: ['comedy', 'romance'],
  runtimeMinutes: 122,
  releaseDate: '2001-04-25',
  certification: 'R',
  alternativeTitles: ['Amélie from Montmartre'],
} as unknown as TmdbDetails;

describe('mergeTold', () => {
  it('takes what TMDB knows, and keeps what only we know', () => {
    expect(mergeTold(ROW, TOLD)).toMatchObject({
      title: 'Amélie Poulain',
      imdbId: 'tt0211915',
      posterUrl: 'https://ours.example/poster.jpg',
      overview: 'Theirs',
      genres: ['comedy', 'romance'],
      airDate: '2001-04-25',
    });
  });

  it('leaves locked fields alone', () => {
    const locked = { ...ROW, lockedFields: ['title', 'rating', 'genres', 'imdb_id'] } as Media;
    expect(mergeTold(locked, TOLD)).toMatchObject({
      title: 'Amelie',
      rating: 9,
      genres: ['ours'],
      imdbId: null,
      overview: 'Theirs',
    });
  });

  it('finds the title by every name that it has or had', () => {
    expect(mergeTold(ROW, TOLD).searchText.split('\n')).toEqual([
      'amelie poulain',
      'le fabuleux destin damelie poulain',
      'amelie',
      'amelie from montmartre',
    ]);
  });
});
