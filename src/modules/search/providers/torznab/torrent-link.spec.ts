import { FetchPolicy } from '../../../../common/fetch/fetch-policy.js';
import { FetchBench } from '../../../../../test/support/fetch-bench.js';
import { TorznabProvider } from './torznab.provider.js';

describe('the links of a Torznab provider', () => {
  const bench = new FetchBench();
  afterEach(() => bench.close());

  /** A provider, and another service that the administrator listed; both note what they are asked for. */
  async function start(answers: Record<string, string>) {
    const asked: string[] = [];
    const other = await bench.serve((request, response) => {
      asked.push(`other ${request.url}`);
      response.end('other');
    });
    const origin = await bench.serve((request, response) => {
      asked.push(request.url ?? '');
      const { pathname } = new URL(request.url ?? '', 'http://x.test');
      const location = answers[pathname];
      if (location === undefined) response.end('torrent');
      else response.writeHead(302, { location: location.replace('OTHER', other) }).end();
    });
    const client = bench.client(new FetchPolicy({ allowedOrigins: [origin, other] }));
    const options = { name: 'test', url: `${origin}/api`, apiKey: 'k3y' };
    return { provider: new TorznabProvider(options, client), origin, other, asked };
  }

  it('get the API key back, under the name that the link wants', async () => {
    const { provider, origin, other, asked } = await start({});
    expect(provider.ownLinks.owns(new URL(`${origin}/x`))).toBe(true);
    expect(provider.ownLinks.owns(new URL(other))).toBe(false);
    await provider.ownLinks.fetchTorrent(new URL(`${origin}/dl/site/?path=abc`));
    await provider.ownLinks.fetchTorrent(new URL(`${origin}/1/download?link=abc`));
    expect(asked).toEqual(['/dl/site/?path=abc&jackett_apikey=k3y', '/1/download?link=abc&apikey=k3y']);
  });

  it('lead to a file or to a magnet link', async () => {
    const { provider, origin } = await start({ '/moved': '/file', '/magnet': 'magnet:?xt=urn:btih:abc' });
    expect(await provider.ownLinks.fetchTorrent(new URL(`${origin}/moved`))).toEqual({
      bytes: Buffer.from('torrent'),
    });
    expect(await provider.ownLinks.fetchTorrent(new URL(`${origin}/magnet`))).toEqual({
      magnetLink: 'magnet:?xt=urn:btih:abc',
    });
  });

  it('lead to no other service, whoever listed it', async () => {
    const { provider, origin, asked } = await start({ '/dl/x': 'OTHER/secret' });
    await expect(provider.ownLinks.fetchTorrent(new URL(`${origin}/dl/x`))).rejects.toMatchObject({
      code: 'URL_REFUSED',
    });
    expect(asked).toEqual(['/dl/x?jackett_apikey=k3y']);
  });
});
