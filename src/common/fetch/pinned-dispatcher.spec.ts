import type { LookupAddress } from 'node:dns';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect as connectTcp } from 'node:net';
import type { AddressInfo } from 'node:net';
import { UrlRefusedError } from './fetch.errors.js';
import { FetchPolicy } from './fetch-policy.js';
import { createDispatchers, resolvePublic } from './pinned-dispatcher.js';
import type { ConnectorBuilder } from './pinned-dispatcher.js';
import { SafeFetch } from './safe-fetch.js';

const PUBLIC: LookupAddress = { address: '93.184.216.34', family: 4 };
const PUBLIC_V6: LookupAddress = { address: '2606:2800:220:1::1', family: 6 };
const LOOPBACK: LookupAddress = { address: '127.0.0.1', family: 4 };

describe('resolvePublic', () => {
  it('answers with all addresses when all are public', async () => {
    await expect(resolvePublic('a.example', async () => [PUBLIC, PUBLIC_V6])).resolves.toEqual([
      PUBLIC,
      PUBLIC_V6,
    ]);
  });

  it('refuses a name when one of its addresses is not public', async () => {
    await expect(resolvePublic('a.example', async () => [PUBLIC, LOOPBACK])).rejects.toThrow(UrlRefusedError);
  });

  it('does not tell what the name resolved to', async () => {
    const attempt = resolvePublic('a.example', async () => [{ address: '10.9.8.7', family: 4 }]);
    await expect(attempt).rejects.toMatchObject({
      message: expect.not.stringContaining('10.9.8.7') as string,
    });
  });
});

describe('connections to names', () => {
  let server: Server;
  let port: number;
  let answers: LookupAddress[][];
  const dialled: string[] = [];

  /** Dials as the real connector does, but lands on the local server whatever public address it was given. */
  const recordingConnector: ConnectorBuilder = (options) => (target, callback) => {
    const lookup = 'lookup' in options ? options.lookup : undefined;
    lookup?.(target.hostname, { all: true }, (error, addresses) => {
      if (error) return callback(error, null);
      for (const entry of addresses as LookupAddress[]) dialled.push(entry.address);
      const socket = connectTcp(port, '127.0.0.1', () => callback(null, socket));
    });
  };

  beforeEach(async () => {
    dialled.length = 0;
    server = createServer((request, response) => {
      if (request.url === '/close') response.setHeader('connection', 'close');
      response.end('ok');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
  });

  function createFetch(): SafeFetch {
    const resolveHost = async (): Promise<LookupAddress[]> => answers.shift() ?? [];
    const policy = new FetchPolicy({ resolveHost });
    return new SafeFetch(policy, createDispatchers(resolveHost, recordingConnector));
  }

  it('resolves once for a connection and dials exactly what was checked', async () => {
    answers = [[PUBLIC, PUBLIC_V6], [LOOPBACK]];
    const fetch = createFetch();
    expect(await (await fetch.request('http://a.example/')).text()).toBe('ok');
    expect(dialled).toEqual([PUBLIC.address, PUBLIC_V6.address]);
    expect(answers).toEqual([[LOOPBACK]]);
    await fetch.close();
  });

  it('refuses a name that turns private before the next connection', async () => {
    answers = [[PUBLIC], [LOOPBACK]];
    const fetch = createFetch();
    await (await fetch.request('http://a.example/close')).text();
    await expect(fetch.request('http://a.example/')).rejects.toMatchObject({
      code: 'URL_REFUSED',
      reason: 'loopback',
    });
    expect(dialled).toEqual([PUBLIC.address]);
    await fetch.close();
  });

  it('says so when a name has no address', async () => {
    answers = [];
    const fetch = createFetch();
    await expect(fetch.request('http://a.example/')).rejects.toMatchObject({
      code: 'EXTERNAL_API_ERROR',
      reason: 'dns',
    });
    await fetch.close();
  });
});
