import type { Question } from '../question.js';

/** Films whose copyright has run out or was given up, as the Archive's curators sort them. */
const COLLECTIONS = [
  'feature_films',
  'silent_films',
  'SciFi_Horror',
  'Film_Noir',
  'Comedy_Films',
  'classic_cartoons',
  'prelinger',
  'publicdomainmovies',
];
const MAX_WORDS = 12;
const FILMS = [
  'mediatype:movies',
  'format:"Archive BitTorrent"',
  `collection:(${COLLECTIONS.join(' OR ')})`,
  'NOT access-restricted-item:true',
].join(' AND ');

/** A word as text, whatever it holds: within quotes only these two mean something to Lucene. */
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

const byTitle = (title: string): string | null => {
  const words = title.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) return null;
  return `title:(${words.slice(0, MAX_WORDS).map(quoted).join(' AND ')})`;
};

/** The Lucene query for the films that answer a question; null when it asks for nothing that the Archive could know. */
export function archiveQuery({ text, imdbId }: Pick<Question, 'text' | 'imdbId'>): string | null {
  const parts = [byTitle(text), imdbId && `external-identifier:${quoted(`urn:imdb:${imdbId}`)}`];
  const wanted = parts.filter((part) => part !== null && part !== '');
  return wanted.length === 0 ? null : `${FILMS} AND (${wanted.join(' OR ')})`;
}
