import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { json, startLoopbackServer } from './loopback-server.js';
import type { LoopbackAnswer, LoopbackServer } from './loopback-server.js';
import { PROJECT_ROOT } from './project-root.js';

export type ArchiveMode = 'ok' | 'garbage' | 'http-500' | 'hang' | 'error' | 'rate-limited';

export interface FakeArchiveServer extends LoopbackServer {
  /** How requests are answered from now on. */
  mode: ArchiveMode;
}

interface Answer {
  readonly response: { readonly docs: readonly unknown[] };
}

function failureOf(mode: ArchiveMode): LoopbackAnswer | 'hang' | null {
  switch (mode) {
    case 'garbage':
      return { status: 200, type: 'text/html', body: '<html><title>Internet Archive: down</title></html>' };
    case 'http-500':
      return { status: 503, body: 'Service Unavailable' };
    case 'error':
      return json({ error: 'Search engine returned invalid information or was unresponsive' });
    case 'rate-limited':
      return { status: 429, body: '', headers: { 'retry-after': '120' } };
    case 'hang':
      return 'hang';
    case 'ok':
      return null;
  }
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const textOf = (item: unknown, field: string): string =>
  typeof item === 'object' && item !== null && field in item
    ? String((item as Record<string, unknown>)[field])
    : '';

/** Reads the one form of query that is asked: quoted words of a title, or an external id. */
function isFound(item: unknown, query: string): boolean {
  const clause = /title:\((?<words>(?:"(?:[^"\\]|\\.)*"(?: AND )?)+)\)/.exec(query)?.groups?.['words'];
  const words = wordsOf(clause?.replace(/ AND /g, ' ') ?? '');
  const id = /external-identifier:"(?<urn>[^"]+)"/.exec(query)?.groups?.['urn'];
  const titled = wordsOf(textOf(item, 'title'));
  const isTitled = words.length > 0 && words.every((word) => titled.includes(word));
  return isTitled || (id !== undefined && textOf(item, 'external-identifier').includes(id));
}

/** The search of the Internet Archive on 127.0.0.1 with a few films. */
export async function startArchiveServer(): Promise<FakeArchiveServer> {
  const file = path.join(PROJECT_ROOT, 'test/fixtures/archive/films.json');
  const recorded = JSON.parse(await readFile(file, 'utf8')) as Answer;
  const server = await startLoopbackServer(({ url }) => {
    const failure = failureOf(fake.mode);
    if (failure === 'hang') return null;
    if (failure) return failure;
    if (url.pathname !== '/advancedsearch.php') return { status: 404, body: 'Not Found' };
    const query = url.searchParams.get('q') ?? '';
    const docs = recorded.response.docs.filter((item) => isFound(item, query));
    return json({ ...recorded, response: { numFound: docs.length, start: 0, docs } });
  });
  const fake: FakeArchiveServer = Object.assign(server, { mode: 'ok' as const });
  return fake;
}
