import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT_ROOT } from '../project-root.js';
import { assembleFeed, cutFeed, escapeXml, renderItem } from './feed.js';
import { matches, pageOf, toSearchable } from './query.js';
import type { FakeRelease } from './release.js';

const RECORDINGS = path.join(PROJECT_ROOT, 'test/fixtures/torznab');
const SEARCHES = new Set(['search', 'movie', 'tvsearch']);
const KNOWN_BUT_ABSENT = new Set(['music', 'book']);

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly retryAfterSeconds?: number;
}

const xml = (status: number, body: string): Answer => ({
  status,
  type: 'application/xml; charset=utf-8',
  body,
});

export const errorDocument = (code: number, description: string, status = 200): Answer =>
  xml(
    status,
    `<?xml version="1.0" encoding="UTF-8"?>\n<error code="${code}" description="${escapeXml(description)}" />\n`,
  );

/** Answers requests from the recorded feed and the given releases, which come first. */
export async function createAnswers(apiKey: string, releases: readonly FakeRelease[], withRecorded: boolean) {
  const feed = cutFeed(await readFile(path.join(RECORDINGS, 'public-domain-films.xml'), 'utf8'));
  const capabilities = await readFile(path.join(RECORDINGS, 'caps.xml'), 'utf8');
  const items = [...releases.map(renderItem), ...(withRecorded ? feed.items : [])];
  const catalogue = items.map((item) => ({ item, searchable: toSearchable(item) }));

  const search = (query: URLSearchParams): Answer => {
    const found = catalogue.filter(({ searchable }) => matches(searchable, query)).map(({ item }) => item);
    const { offset, limit } = pageOf(query);
    const body = assembleFeed(feed, found.slice(offset, offset + limit), offset, found.length);
    return { status: 200, type: 'application/rss+xml; charset=utf-8', body };
  };

  return (query: URLSearchParams): Answer => {
    const call = query.get('t');
    if (query.get('apikey') !== apiKey) return errorDocument(100, 'Invalid API Key'); // with 200, as Jackett does
    if (call === null) return errorDocument(200, 'Missing parameter (t)', 400);
    if (call === 'caps') return xml(200, capabilities);
    if (SEARCHES.has(call)) return search(query);
    if (KNOWN_BUT_ABSENT.has(call)) return errorDocument(203, `Function Not Available: ${call}`, 400);
    return errorDocument(202, `No such function: ${call}`, 400);
  };
}
