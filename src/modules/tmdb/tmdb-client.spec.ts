import type { TmdbConfig } from '../../common/config/tmdb.config.js';
import { UpstreamTimeoutError, UrlRefusedError } from '../../common/fetch/fetch.errors.js';
import type { SafeFetch } from '../../common/fetch/safe-fetch.js';
import { TmdbClient } from './tmdb-client.js';

const CONFIG = { apiKey: 'token', url: 'https://tmdb.example/3/' } as TmdbConfig;

const clientThatMeets = (error: Error): TmdbClient =>
  new TmdbClient({ request: () => Promise.reject(error) } as unknown as SafeFetch, CONFIG);

describe('TmdbClient', () => {
  const request = { path: '/movie/1', query: {} };
  const { signal } = new AbortController();

  it.each([
    ['TMDB_TIMEOUT', new UpstreamTimeoutError('headers')],
    ['TMDB_RESPONSE_INVALID', new UrlRefusedError('private')],
  ])('says %s', async (code, error) => {
    await expect(clientThatMeets(error).get(request, signal)).rejects.toMatchObject({ code });
  });

  it('leaves what it does not know as it is', async () => {
    await expect(clientThatMeets(new TypeError('bug')).get(request, signal)).rejects.toThrow(TypeError);
  });
});
