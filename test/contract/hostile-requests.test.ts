import { once } from 'node:events';
import net from 'node:net';
import WebSocket from 'ws';
import { Role } from '../../src/common/access/role.js';
import { call, newPerson } from '../support/http-caller.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';
import { waitFor } from '../support/wait-for.js';

const LOGIN = '/api/v1/auth/login';
const JSON_TYPE = { 'content-type': 'application/json' };
const nested = (levels: number) => `{"username":${'['.repeat(levels)}${']'.repeat(levels)}}`;

describe('what clients must not be able to do', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await startTestSystem({ workers: 0, env: { SOKOUL_RATE_LIMITS: 'everyone.address=400/3600' } });
  }, 60_000);
  afterAll(() => system?.stop());

  const post = (text: string) =>
    fetch(new URL(LOGIN, system.api.url), { method: 'POST', headers: JSON_TYPE, body: text });

  it.each([
    ['a body that is no JSON', '{', 400, 'VALIDATION_ERROR'],
    ['a body that is too large', JSON.stringify({ username: 'x'.repeat(2 ** 21) }), 413, 'PAYLOAD_TOO_LARGE'],
    ['a body that is nested too deeply', nested(100_000), 400, 'VALIDATION_ERROR'],
  ])('refuses %s, counts it, and says its request id', async (_, text, status, code) => {
    const answer = await post(text);
    expect(answer.status).toBe(status);
    const requestId = answer.headers.get('x-request-id');
    expect(requestId).toMatch(/\w/);
    expect(answer.headers.get('x-ratelimit-remaining')).toMatch(/^\d+$/);
    expect(await answer.json()).toMatchObject({ error: { code }, meta: { request_id: requestId } });
  });

  it.each([
    ['text/plain', 'text'],
    ['application/x-www-form-urlencoded', 'username=x&password=y'],
    ['application/json-patch+json', '{}'],
  ])('refuses a body of type %s', async (type, body) => {
    const headers = { 'content-type': type };
    const answer = await fetch(new URL(LOGIN, system.api.url), { method: 'POST', headers, body });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ error: { code: 'UNSUPPORTED_MEDIA_TYPE' } });
  });

  it('asks no type of a request without a body', async () => {
    for (const headers of [{}, { 'content-type': 'text/plain' }]) {
      const answer = await fetch(new URL(LOGIN, system.api.url), { method: 'POST', headers });
      expect(answer.status).toBe(400);
    }
  });

  it('sends who opens the bare address to the documentation', async () => {
    const answer = await fetch(system.api.url, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/api/docs']);
  });

  it.each(['/nope', '/api', '/ws', '/%E0%A4%A'])(
    'answers for the missing page %s as everywhere',
    async (path) => {
      const answer = await call(system.api.url, path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('x-ratelimit-remaining')).toMatch(/^\d+$/);
      expect(answer.body).toMatchObject({
        error: { code: 'NOT_FOUND' },
        meta: { request_id: answer.headers.get('x-request-id') },
      });
    },
  );

  it('answers a request that offers to go on in another protocol', async () => {
    const { port, hostname } = new URL(system.api.url);
    const socket = net.connect(Number(port), hostname);
    socket.write('GET /health HTTP/1.1\r\nHost: sokoul\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
    const [head] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(head.toString()).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('cuts off a WebSocket client that sends too much, and logs no error for what it sends wrong', async () => {
    const { token } = await newPerson(system.api.url, system.database.url, Role.User);
    const url = `${system.api.url.replace('http', 'ws')}/ws?token=${token}`;
    const client = new WebSocket(url);
    await once(client, 'open');
    client.send(Buffer.alloc(1024 * 1024));
    const [code] = (await once(client, 'close')) as [number];
    expect(code).toBe(1009);
    await waitFor('the log', () =>
      Promise.resolve(system.api.log.join('').includes('Max payload size exceeded')),
    );
    expect(system.api.log.join('')).not.toContain('"level":50');
  });
});
