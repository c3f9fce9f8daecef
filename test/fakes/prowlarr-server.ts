import { json, startLoopbackServer } from './loopback-server.js';
import type { LoopbackAnswer, LoopbackRequest, LoopbackServer } from './loopback-server.js';
import { indexerResource, releaseResource } from './prowlarr/resources.js';
import type { FakeProwlarrIndexer, FakeProwlarrRelease } from './prowlarr/resources.js';

export type { FakeProwlarrIndexer, FakeProwlarrRelease } from './prowlarr/resources.js';

const DEFAULT_API_KEY = 'prowlarr-test-key';
const TOKEN = /\{(?<name>[A-Za-z]+):(?<value>[^}]*)\}/g;

export type ProwlarrMode = 'ok' | 'garbage' | 'http-500' | 'hang' | 'unauthorized' | 'rate-limited';

export interface FakeProwlarrServer extends LoopbackServer {
  readonly url: string;
  readonly apiKey: string;
  readonly indexers: FakeProwlarrIndexer[];
  /** How requests are answered from now on. */
  mode: ProwlarrMode;
}

function failureOf(mode: ProwlarrMode): LoopbackAnswer | 'hang' | null {
  switch (mode) {
    case 'garbage':
      return { status: 200, type: 'text/html', body: '<!DOCTYPE html><title>Sign in</title>' };
    case 'http-500':
      return json(
        {
          message: 'database is locked',
          description: 'System.Exception: database is locked\n   at Foo.Bar()',
        },
        500,
      );
    case 'unauthorized':
      return { status: 401, body: '' };
    case 'rate-limited':
      return { status: 429, body: '', headers: { 'retry-after': '30' } };
    case 'hang':
      return 'hang';
    case 'ok':
      return null;
  }
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Text must occur word by word; ids in braces must be those of the release, numbers must stand in its name. */
function isFound(release: FakeProwlarrRelease, query: string): boolean {
  const tokens = new Map(
    [...query.matchAll(TOKEN)].map(({ groups }) => [groups?.['name'], groups?.['value']]),
  );
  const number = (value: string) => value.padStart(2, '0');
  const season = tokens.get('Season');
  const episode = tokens.get('Episode');
  const tag =
    season === undefined ? '' : `s${number(season)}${episode === undefined ? '' : `e${number(episode)}`}`;
  const words = wordsOf(release.title);
  return (
    wordsOf(query.replace(TOKEN, ' ')).every((word) => words.includes(word)) &&
    (tag === '' || words.some((word) => word.startsWith(tag))) &&
    (!tokens.has('ImdbId') || tokens.get('ImdbId') === release.imdbId) &&
    (!tokens.has('TmdbId') || Number(tokens.get('TmdbId')) === release.tmdbId)
  );
}

/** A Prowlarr on 127.0.0.1 with the given indexers, whose traits are those of the real one: hidden failures, links with its key. */
export async function startProwlarrServer(
  indexers: FakeProwlarrIndexer[],
  apiKey = DEFAULT_API_KEY,
): Promise<FakeProwlarrServer> {
  const failures = new Map<number, string>();

  const search = ({ url, headers }: LoopbackRequest): LoopbackAnswer | null => {
    const asked = url.searchParams.getAll('indexerIds').map(Number);
    const [indexer] = indexers.filter(({ id }) => asked.includes(id));
    if (!indexer) return json([]);
    if (indexer.disabledTill !== undefined)
      return json({ message: 'Search failed due to all selected indexers being unavailable' }, 400);
    if (indexer.mode === 'hang') return null;
    if (indexer.mode === 'hidden-failure') {
      failures.set(indexer.id, new Date().toISOString());
      return json([]);
    }
    const query = url.searchParams.get('query') ?? '';
    const found = (indexer.releases ?? []).filter((release) => isFound(release, query));
    // The host of the links is the one by which Prowlarr was asked.
    const context = { origin: `http://${headers['x-forwarded-host'] ?? 'prowlarr.lan:9696'}`, apiKey };
    const answer = json(found.map((release) => releaseResource(release, indexer, context)));
    return { ...answer, ...(indexer.delayMs === undefined ? {} : { delayMs: indexer.delayMs }) };
  };

  const statuses = () =>
    indexers
      .filter(({ id, disabledTill }) => disabledTill !== undefined || failures.has(id))
      .map(({ id, disabledTill }) => ({
        id,
        indexerId: id,
        ...(disabledTill === undefined ? {} : { disabledTill }),
        ...(failures.has(id) ? { mostRecentFailure: failures.get(id) } : {}),
      }));

  const server = await startLoopbackServer((request) => {
    const failure = failureOf(fake.mode);
    if (failure === 'hang') return null;
    if (failure) return failure;
    if (request.url.pathname === '/ping') return json({ status: 'OK' });
    if (request.headers['x-api-key'] !== apiKey) return { status: 401, body: '' };
    switch (request.url.pathname) {
      case '/api/v1/system/status':
        return json({ appName: 'Prowlarr', version: '2.3.6.0' });
      case '/api/v1/indexer':
        return json(indexers.map(indexerResource));
      case '/api/v1/indexerstatus':
        return json(statuses());
      case '/api/v1/search':
        return search(request);
      default:
        return json({ message: 'NotFound' }, 404);
    }
  });
  const parts = { mode: 'ok' as const, url: server.origin, apiKey, indexers };
  const fake: FakeProwlarrServer = Object.assign(server, parts);
  return fake;
}
