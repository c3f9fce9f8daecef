import type { IncomingMessage } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { FetchBench } from '../../../test/support/fetch-bench.js';
import type { Handler } from '../../../test/support/fetch-bench.js';
import { FetchPolicy } from './fetch-policy.js';
import { createDispatchers } from './pinned-dispatcher.js';

const bench = new FetchBench();
afterEach(() => bench.close());

const redirectTo =
  (location: string, status = 302): Handler =>
  (_request, response) => {
    response.writeHead(status, { location }).end('moved');
  };

describe('where SafeFetch may go', () => {
  it('refuses a private address that is not listed, without connecting', async () => {
    let connections = 0;
    const { server, origin } = await bench.start((_request, response) => response.end());
    server.on('connection', () => (connections += 1));
    const fetch = bench.listing('http://127.0.0.1:1');
    await expect(fetch(origin)).rejects.toMatchObject({ code: 'URL_REFUSED', reason: 'loopback' });
    expect(connections).toBe(0);
  });

  it('refuses a listed origin unless the call asks for listed ones', async () => {
    const origin = await bench.serve((_request, response) => response.end());
    const client = bench.client(new FetchPolicy({ allowedOrigins: [origin] }));
    await expect(client.request(origin)).rejects.toMatchObject({ code: 'URL_REFUSED' });
  });

  it('refuses a public name that resolves to a private address', async () => {
    const origin = await bench.serve((_request, response) => response.end());
    const resolveHost = async () => [{ address: '127.0.0.1', family: 4 }];
    const url = origin.replace('127.0.0.1', 'public.example');
    const client = bench.client(new FetchPolicy({ resolveHost }));
    await expect(client.request(url)).rejects.toMatchObject({ code: 'URL_REFUSED', reason: 'loopback' });
  });

  it('reaches a listed name on a private address, and no longer once it is taken off the list', async () => {
    const origin = (await bench.serve((_request, response) => response.end('mine'))).replace(
      '127.0.0.1',
      'prowlarr',
    );
    const resolveHost = async () => [{ address: '127.0.0.1', family: 4 }];
    const policy = new FetchPolicy({ allowedOrigins: [`${origin}/api`], resolveHost });
    const client = bench.client(policy);
    const answer = await client.request(`${origin}/x`, { allowPrivate: 'listed' });
    expect(await answer.text()).toBe('mine');
    policy.setAllowedOrigins([]);
    await expect(client.request(origin, { allowPrivate: 'listed' })).rejects.toMatchObject({
      code: 'URL_REFUSED',
    });
  });

  it('refuses schemes and credentials for listed origins too', async () => {
    const fetch = bench.listing('http://127.0.0.1:1');
    await expect(fetch('file:///etc/passwd')).rejects.toMatchObject({ reason: 'scheme' });
    await expect(fetch('http://a:b@127.0.0.1:1/')).rejects.toMatchObject({ reason: 'credentials' });
  });
});

describe('redirects of SafeFetch', () => {
  it('follows within the limits and tells the final URL', async () => {
    const origin = await bench.serve((request, response) =>
      request.url === '/end' ? response.end('here') : response.writeHead(301, { location: '/end' }).end(),
    );
    const answer = await bench.listing(origin)(`${origin}/start`);
    expect([answer.status, answer.url.pathname, await answer.text()]).toEqual([200, '/end', 'here']);
  });

  it('refuses a listed origin that points at a private one that is not listed', async () => {
    const hidden = await bench.serve((_request, response) => response.end('secret'));
    const origin = await bench.serve(redirectTo(hidden));
    await expect(bench.listing(origin)(origin)).rejects.toMatchObject({
      code: 'URL_REFUSED',
      reason: 'loopback',
    });
  });

  it('treats a listed origin as private once an unlisted one had a say', async () => {
    const target = await bench.serve((_request, response) => response.end('secret'));
    const { port } = await bench.start(redirectTo(`${target}/api`));
    const dispatchers = createDispatchers(
      async () => [],
      () => (_target, callback) => {
        const socket = connectTcp(port, '127.0.0.1', () => callback(null, socket));
      },
    );
    const client = bench.client(new FetchPolicy({ allowedOrigins: [target] }), dispatchers);
    const attempt = client.request('http://public.example/', { allowPrivate: 'listed' });
    await expect(attempt).rejects.toMatchObject({ code: 'URL_REFUSED', reason: 'loopback' });
  });

  it('keeps secrets from another listed origin', async () => {
    let received: IncomingMessage['headers'] = {};
    const target = await bench.serve((request, response) => {
      received = request.headers;
      response.end();
    });
    const origin = await bench.serve(redirectTo(`${target}/next`));
    const headers = { Authorization: 'Bearer x', Cookie: 'a=b', 'X-Api-Key': 'k', Accept: 'text/xml' };
    await (await bench.listing(origin, target)(origin, { headers })).text();
    expect(received).toMatchObject({ accept: 'text/xml', 'user-agent': 'Sokoul' });
    for (const name of ['authorization', 'cookie', 'x-api-key']) expect(received).not.toHaveProperty(name);
  });

  it('hands a redirect out as it is when asked to follow none', async () => {
    const magnet = 'magnet:?xt=urn:btih:0123456789012345678901234567890123456789';
    const origin = await bench.serve(redirectTo(magnet));
    const answer = await bench.listing(origin)(origin, { maxRedirects: 0 });
    answer.discard();
    expect([answer.status, answer.headers['location']]).toEqual([302, magnet]);
  });

  it('refuses a redirect to another scheme and tells where it points', async () => {
    const origin = await bench.serve(redirectTo('magnet:?xt=urn:btih:1'));
    await expect(bench.listing(origin)(origin)).rejects.toMatchObject({
      code: 'EXTERNAL_API_ERROR',
      reason: 'scheme',
      location: 'magnet:?xt=urn:btih:1',
    });
  });

  it('ends a loop', async () => {
    let requests = 0;
    const origin = await bench.serve((request, response) => {
      requests += 1;
      redirectTo('/again')(request, response);
    });
    await expect(bench.listing(origin)(origin, { maxRedirects: 3 })).rejects.toMatchObject({
      reason: 'too_many',
    });
    expect(requests).toBe(4);
  });
});
