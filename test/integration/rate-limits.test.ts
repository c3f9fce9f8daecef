import { once } from 'node:events';
import WebSocket from 'ws';
import { call, newPerson } from '../support/http-caller.js';
import type { Answer, Call } from '../support/http-caller.js';
import { startTestSystem } from '../support/test-system.js';
import type { ServerProcess, TestSystem } from '../support/test-system.js';

const NUMBERS = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'] as const;

const count = (answers: readonly Answer[], status: number) =>
  answers.filter((answer) => answer.status === status).length;
const numbersOf = ({ headers }: Answer) => NUMBERS.map((name) => headers.get(name));

describe('rate limits', () => {
  let system: TestSystem;
  let second: ServerProcess;

  const send = (path: string, options: Call = {}, url = system.api.url) => call(url, path, options);
  const from = (address: string): Call => ({ headers: { 'x-forwarded-for': address } });

  beforeAll(async () => {
    const env = { SOKOUL_TRUSTED_PROXIES: '127.0.0.1', SOKOUL_RATE_LIMITS: 'sign_in.address=12/60' };
    system = await startTestSystem({ workers: 0, env });
    second = await system.addApi();
  });
  afterAll(() => system?.stop());

  it('allow 100 requests a minute to one user, however many processes answer', async () => {
    const person = await newPerson(system.api.url, system.database.url, 'user');
    const get = (n: number) =>
      send(
        '/api/v1/search',
        { token: person.token, ...from('10.1.0.1') },
        n % 2 ? system.api.url : second.url,
      );
    const answers = await Promise.all(Array.from({ length: 140 }, (_, n) => get(n)));
    expect([count(answers, 200), count(answers, 429)]).toEqual([100, 40]);
  });

  it('tell a refused caller how long to wait', async () => {
    const call = () => send('/api/v1/search', { method: 'POST', body: {}, ...from('10.2.0.1') });
    const answers = [await call(), await call(), await call(), await call(), await call(), await call()];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    const refused = answers[5]!;
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(50);
    expect(refused.body.error).toEqual({
      code: 'RATE_LIMIT_EXCEEDED',
      message: 'Rate limit exceeded',
      details: { limit: 5, policy: 'search', retry_after: wait },
      retry_after: wait,
    });
    expect(numbersOf(refused).slice(0, 2)).toEqual(['5', '0']);
    const resetsIn = Number(refused.headers.get('x-ratelimit-reset')) - Date.now() / 1000;
    expect(Math.abs(resetsIn - wait)).toBeLessThan(5);
  });

  it('show the limit that the caller will meet first', async () => {
    const person = await newPerson(system.api.url, system.database.url, 'user');
    const options = { token: person.token, ...from('10.3.0.1') };
    const search = await send('/api/v1/search', { method: 'POST', body: {}, ...options });
    expect(numbersOf(search).slice(0, 2)).toEqual(['30', '29']);
    const list = await send('/api/v1/search', options);
    expect(numbersOf(list).slice(0, 2)).toEqual(['100', '98']);
  });

  it('count requests that no route answers', async () => {
    const first = await send('/api/v1/nowhere', from('10.4.0.1'));
    const next = await send('/api/v1/nowhere', from('10.4.0.1'));
    expect([first, next].map((answer) => [answer.status, numbersOf(answer)[1]])).toEqual([
      [404, '999'],
      [404, '998'],
    ]);
  });

  it('leave probes and metrics alone', async () => {
    for (const path of ['/health', '/health/live', '/health/ready', '/metrics'])
      expect(numbersOf(await send(path))).toEqual([null, null, null]);
  });

  it('believe what the trusted proxy says, and not what its client claims', async () => {
    const spoofed = (n: number) => from(`203.0.113.${n}, 10.5.0.1`);
    const first = await send('/api/v1/nowhere', spoofed(1));
    const next = await send('/api/v1/nowhere', spoofed(2));
    expect([numbersOf(first)[1], numbersOf(next)[1]]).toEqual(['999', '998']);
  });

  it('count WebSocket handshakes by the address that the proxy says', async () => {
    const socket = new WebSocket(`${system.api.url.replace('http', 'ws')}/ws`, from('10.7.0.1'));
    expect(await once(socket, 'close')).toMatchObject([4401, expect.anything()]);
    expect(numbersOf(await send('/api/v1/nowhere', from('10.7.0.1')))[1]).toBe('998');
  });

  it('count an IPv6 subscriber as one', async () => {
    const first = await send('/api/v1/nowhere', from('2001:db8:5::1'));
    const next = await send('/api/v1/nowhere', from('2001:db8:5::2'));
    expect([numbersOf(first)[1], numbersOf(next)[1]]).toEqual(['999', '998']);
  });

  it('allow only so many attempts to sign in from one address', async () => {
    const attempt = () => send('/api/v1/auth/login', { method: 'POST', body: {}, ...from('10.6.0.1') });
    const answers = await Promise.all(Array.from({ length: 15 }, attempt));
    expect([count(answers, 400), count(answers, 429)]).toEqual([12, 3]);
  });
});

describe('rate limits without a trusted proxy', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startTestSystem({ workers: 0, env: { SOKOUL_RATE_LIMITS: 'everyone.address=3/60' } });
  });
  afterAll(() => system?.stop());

  it('ignore forwarded addresses', async () => {
    const statuses = [];
    for (let n = 0; n < 4; n++) {
      const headers = { 'x-forwarded-for': `203.0.113.${n}`, forwarded: `for=203.0.113.${n}` };
      statuses.push((await call(system.api.url, '/api/v1/nowhere', { headers })).status);
    }
    expect(statuses).toEqual([404, 404, 404, 429]);
  });

  // After the test above, which used the limit up.
  it('count WebSocket handshakes', async () => {
    const socket = new WebSocket(`${system.api.url.replace('http', 'ws')}/ws`);
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([4429, 'RATE_LIMIT_EXCEEDED']);
  });
});
