import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import { FetchPolicy } from '../../../../common/fetch/fetch-policy.js';
import { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import type { ProviderQuery, FoundRelease } from '../search-provider.js';
import { TorznabProvider } from './torznab.provider.js';

const CAPS =
  '<caps><limits max="2"/><searching><search available="yes"/><movie-search available="yes" supportedParams="q"/></searching></caps>';
const QUERY: ProviderQuery = { query: 'Film', mediaType: 'movie', year: null };

const itemOf = (number: number) =>
  `<item><title>Film ${number}</title><link>magnet:?xt=urn:btih:${String(number).padStart(40, '0')}</link></item>`;
const feedOf = (numbers: number[], total?: number) =>
  `<rss><channel>${total === undefined ? '' : `<newznab:response total="${total}"/>`}${numbers.map(itemOf).join('')}</channel></rss>`;

describe('TorznabProvider', () => {
  let server: Server;
  let fetch: SafeFetch;
  let provider: TorznabProvider;
  let answer: (query: URLSearchParams) => string | undefined;
  let caps = CAPS;
  const asked: string[] = [];

  beforeEach(async () => {
    asked.length = 0;
    caps = CAPS;
    server = createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://indexer.example');
      asked.push(`${searchParams.get('t')} ${searchParams.get('offset') ?? 0}`);
      const body = searchParams.get('t') === 'caps' ? caps : answer(searchParams);
      if (body !== undefined) response.end(body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/api`;
    fetch = new SafeFetch(new FetchPolicy({ allowedOrigins: [url] }));
    provider = new TorznabProvider({ name: 'test', url, apiKey: 'k3y' }, fetch);
  });
  afterEach(async () => {
    await fetch.close();
    server.closeAllConnections();
    server.close();
  });

  async function namesOf(signal = new AbortController().signal, query = QUERY): Promise<string[][]> {
    const portions: FoundRelease[][] = [];
    for await (const found of provider.search(query, signal)) portions.push([...found]);
    return portions.map((found) => found.map(({ source }) => source.releaseName));
  }

  it('reads page after page where the indexer counts its results', async () => {
    answer = (query) => feedOf(query.get('offset') === '2' ? [3] : [1, 2], 3);
    expect(await namesOf()).toEqual([['Film 1', 'Film 2'], ['Film 3']]);
    expect(asked).toEqual(['caps 0', 'movie 0', 'movie 2']);
  });

  it('reads one page where the indexer does not count: it may not know offsets', async () => {
    answer = () => feedOf([1, 2]);
    expect(await namesOf()).toEqual([['Film 1', 'Film 2']]);
  });

  it('stops at a limit even where there is no end', async () => {
    answer = () => feedOf([1, 2], 1_000_000);
    expect(await namesOf()).toHaveLength(5);
  });

  it('searches plainly when the announced mode is refused', async () => {
    answer = (query) => (query.get('t') === 'movie' ? '<error code="203" description="No"/>' : feedOf([1]));
    expect(await namesOf()).toEqual([['Film 1']]);
    expect(asked).toEqual(['caps 0', 'movie 0', 'search 0']);
  });

  it('searches by text when nothing is known by the id', async () => {
    caps = CAPS.replace('"q"', '"q,imdbid"');
    answer = (query) => feedOf(query.has('imdbid') ? [] : [1]);
    expect(await namesOf(undefined, { ...QUERY, imdbId: 'tt0063350' })).toEqual([['Film 1']]);
    expect(asked).toEqual(['caps 0', 'movie 0', 'movie 0']);
  });

  it('asks for capabilities once, also when searches come together', async () => {
    answer = () => feedOf([1]);
    await Promise.all([namesOf(), namesOf()]);
    await namesOf();
    expect(asked.filter((call) => call.startsWith('caps'))).toHaveLength(1);
  });

  it('says that the key is refused, although the answer is HTTP 200', async () => {
    answer = () => '<error code="100" description="Invalid API Key"/>';
    await expect(namesOf()).rejects.toMatchObject({ code: 'PROVIDER_KEY_REFUSED' });
  });

  it('gives up with the reason of the signal', async () => {
    const controller = new AbortController();
    answer = () => void controller.abort(new Error('time is up'));
    await expect(namesOf(controller.signal)).rejects.toThrow('time is up');
  });

  it('says that nobody is there', async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    await expect(namesOf()).rejects.toMatchObject({ code: 'PROVIDER_UNREACHABLE' });
    await expect(provider.checkHealth(new AbortController().signal)).rejects.toMatchObject({
      code: 'PROVIDER_UNREACHABLE',
    });
  });
});
