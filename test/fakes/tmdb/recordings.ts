import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT_ROOT } from '../project-root.js';
import type { Body } from './render.js';

const DIRECTORY = path.join(PROJECT_ROOT, 'test/fixtures/tmdb');

/** Recorded answers by path; parameters don't matter, except those of a search. */
const BY_PATH: Readonly<Record<string, string>> = {
  '/configuration': 'configuration.json',
  '/movie/348': 'movie-348.json',
  '/movie/550': 'movie-550.json',
  '/tv/1399': 'tv-1399.json',
  '/tv/1399/season/1': 'tv-1399-season-1.json',
  '/tv/1396/watch/providers': 'watch-tv-1396.json',
  '/find/tt0137523': 'find-tt0137523.json',
};
const BY_SEARCH: Readonly<Record<string, string>> = {
  'movie inception 1': 'search-movie-inception.json',
  'tv breaking bad 1': 'search-tv-breaking-bad.json',
  'tv game of 1': 'search-tv-game-of-1.json',
  'tv game of 2': 'search-tv-game-of-2.json',
};

export interface Recordings {
  readonly byPath: ReadonlyMap<string, Body>;
  /** By kind, question in lower case and page, with blanks between. */
  readonly bySearch: ReadonlyMap<string, Body>;
}

async function load(files: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, Body>> {
  const bodies = new Map<string, Body>();
  for (const [key, file] of Object.entries(files)) {
    bodies.set(key, JSON.parse(await readFile(path.join(DIRECTORY, file), 'utf8')) as Body);
  }
  return bodies;
}

export const loadRecordings = async (): Promise<Recordings> => ({
  byPath: await load(BY_PATH),
  bySearch: await load(BY_SEARCH),
});
