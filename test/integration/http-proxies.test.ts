import { existsSync, readFileSync } from 'node:fs';
import { serveFile } from '../fakes/hostile-http-files.js';
import { startHttpProxy, startSocksProxy } from '../fakes/proxies.js';
import type { ProxyDouble, ProxyOptions } from '../fakes/proxies.js';
import { failureOf, finished, HttpLab, MIB, sha256 } from '../support/http-lab.js';

const VECTORS = 'test/fixtures/ssrf/vectors.json';
const CREDENTIALS = { username: 'me', password: 'p@ss:word' };
const SIGN_IN = 'me:p%40ss%3Aword@';

const KINDS = [
  ['http', startHttpProxy],
  ['socks5', startSocksProxy],
] as const;

describe('an HTTP download through a proxy', () => {
  let lab: HttpLab;
  beforeAll(async () => {
    lab = await HttpLab.open();
  });
  afterEach(() => lab.reset());
  afterAll(() => lab.close());

  async function startProxy(
    start: (options?: ProxyOptions) => Promise<ProxyDouble>,
    options?: ProxyOptions,
  ): Promise<ProxyDouble> {
    const proxy = await start(options);
    lab.onReset(() => proxy.close());
    return proxy;
  }

  describe.each(KINDS)('%s', (scheme, start) => {
    const custom = (proxy: ProxyDouble, signIn = '') => ({
      proxy: { type: 'custom' as const, url: `${scheme}://${signIn}127.0.0.1:${proxy.port}` },
      maxRetries: 0,
    });
    const originOf = (proxy: ProxyDouble) => `http://127.0.0.1:${proxy.port}`;

    it('fetches a file over several connections, signed in', async () => {
      const content = lab.content(6 * MIB);
      const server = await lab.startServer(serveFile(content, { etag: '"1"' }));
      const proxy = await startProxy(start, { credentials: CREDENTIALS });
      const session = await lab.download(
        { url: server.url('/f'), transfer: custom(proxy, SIGN_IN) },
        { origins: [server.origin, originOf(proxy)] },
      );
      await finished(session);
      expect(session.files()[0]?.sha256).toBe(sha256(content));
      expect(new Set(proxy.targets)).toEqual(new Set([new URL(server.origin).host]));
      expect(proxy.connections()).toBe(4);
    });

    it('says that it may not use a proxy with another password', async () => {
      const proxy = await startProxy(start, { credentials: CREDENTIALS });
      const session = await lab.download(
        { url: 'http://127.0.0.1:1/f', transfer: custom(proxy, 'me:wrong@') },
        { origins: ['http://127.0.0.1:1', originOf(proxy)] },
      );
      expect(await failureOf(session)).toBe('DOWNLOAD_PROXY_FAILED');
    });

    it('gives the proxy the address that was checked, not the name', async () => {
      const content = lab.content(1000);
      const server = await lab.startServer(serveFile(content));
      const proxy = await startProxy(start, { divertTo: Number(new URL(server.origin).port) });
      const session = await lab.download(
        { url: 'http://files.example/f', transfer: custom(proxy) },
        { origins: [originOf(proxy)], resolveHost: async () => [{ address: '93.184.216.34', family: 4 }] },
      );
      await finished(session);
      expect(new Set(proxy.targets)).toEqual(new Set(['93.184.216.34:80']));
      expect(server.requests[0]?.headers.host).toBe('files.example');
    });

    it('refuses a name of a private address before it asks the proxy', async () => {
      const proxy = await startProxy(start);
      const session = await lab.download(
        { url: 'http://files.example/f', transfer: custom(proxy) },
        { origins: [originOf(proxy)], resolveHost: async () => [{ address: '10.0.0.1', family: 4 }] },
      );
      expect(await failureOf(session)).toBe('URL_REFUSED');
      expect(proxy.connections()).toBe(0);
    });

    it('refuses a proxy on a private address that is not listed', async () => {
      const proxy = await startProxy(start);
      const session = await lab.download(
        { url: 'http://files.example/f', transfer: custom(proxy) },
        { origins: [], resolveHost: async () => [{ address: '93.184.216.34', family: 4 }] },
      );
      expect(await failureOf(session)).toBe('URL_REFUSED');
      expect(proxy.connections()).toBe(0);
    });
  });

  it('uses the proxy of the system, but for its exceptions', async () => {
    const content = lab.content(1000);
    const server = await lab.startServer(serveFile(content, { etag: '"1"' }));
    const proxy = await startProxy(startHttpProxy);
    const http = `http://127.0.0.1:${proxy.port}`;
    for (const [exceptions, connections] of [
      [undefined, 1],
      ['127.0.0.0/8', 1],
    ] as const) {
      const session = await lab.download(
        { url: server.url('/f'), transfer: { proxy: { type: 'system' } } },
        { origins: [server.origin], systemProxies: { http, https: undefined, exceptions } },
      );
      await finished(session);
      expect(proxy.targets).toHaveLength(connections);
    }
  });

  it('refuses a proxy of a kind that it does not know', async () => {
    const transfer = { proxy: { type: 'custom' as const, url: 'ftp://proxy.example' } };
    await expect(lab.download({ url: 'http://files.example/', transfer })).rejects.toMatchObject({
      code: 'DOWNLOAD_PROXY_FAILED',
    });
  });

  (existsSync(VECTORS) ? it : it.skip)('refuses every URL of the inner network', async () => {
    const { vectors } = JSON.parse(readFileSync(VECTORS, 'utf8')) as {
      vectors: { url: string; class: string; should_block: unknown }[];
    };
    const engine = lab.startEngine();
    const blocked = vectors.filter((vector) => vector.should_block === true && vector.class !== 'dns-name');
    expect(blocked.length).toBeGreaterThan(90);
    for (const { url } of blocked) {
      const session = await engine.open(await lab.task({ url }));
      expect([url, await failureOf(session)]).toEqual([url, 'URL_REFUSED']);
      await session.stop();
    }
  });
});
