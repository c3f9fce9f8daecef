import { WebSocket } from 'ws';
import { startTorznabServer } from '../fakes/torznab-server.js';
import type { FakeTorznabServer } from '../fakes/torznab-server.js';
import { call, newPerson } from '../support/http-caller.js';
import type { Person } from '../support/http-caller.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';
import { waitFor } from '../support/wait-for.js';

type Json = Record<string, unknown>;

describe('outside services', () => {
  let indexer: FakeTorznabServer;
  let system: TestSystem;
  let user: Person;
  let moderator: Person;
  let admin: Person;

  beforeAll(async () => {
    indexer = await startTorznabServer();
    system = await startTestSystem({
      env: {
        SOKOUL_JACKETT_URL: indexer.url,
        SOKOUL_JACKETT_API_KEY: indexer.apiKey,
        SOKOUL_SERVICE_CHECK_SECONDS: '1',
        SOKOUL_CIRCUIT_FAILURES: '1',
      },
    });
    const { api, database } = system;
    user = await newPerson(api.url, database.url, 'user');
    moderator = await newPerson(api.url, database.url, 'moderator');
    admin = await newPerson(api.url, database.url, 'admin');
  });
  afterAll(async () => {
    await system?.stop();
    await indexer?.close();
  });

  const jackett = async (person: Person): Promise<Json> => {
    const { status, body } = await call(system.api.url, '/api/v1/services', { token: person.token });
    expect(status).toBe(200);
    const found = body.data?.find(({ name }) => name === 'jackett');
    if (!found) throw new Error('Jackett is not listed');
    return found;
  };
  const untilJackettIs = (status: string) =>
    waitFor(`Jackett to be ${status}`, async () => {
      const found = await jackett(moderator);
      return found['status'] === status && found;
    });
  const reset = (person: Person, service: string) =>
    call(system.api.url, `/api/v1/admin/services/${service}/reset`, { method: 'POST', token: person.token });

  it('are listed with their state, whether they are configured or not', async () => {
    const online = await untilJackettIs('online');
    expect(online).toEqual({
      name: 'jackett',
      kind: 'search_provider',
      status: 'online',
      checked_at: expect.any(String),
      since: expect.any(String),
      details: {
        circuit: { state: 'closed', failures: 0, retry_at: null },
        last_error_code: null,
        last_error_message: null,
        last_error_at: null,
        last_success_at: expect.any(String),
        response_time_ms: expect.any(Number),
      },
    });
    const { body } = await call(system.api.url, '/api/v1/services?limit=2', { token: user.token });
    expect(body.data).toHaveLength(2);
    expect(body).toMatchObject({ pagination: { page: 1, limit: 2 } });
    const all = await call(system.api.url, '/api/v1/services?limit=100', { token: user.token });
    expect(all.body.data?.map(({ status }) => status)).toContain('unconfigured');
  });

  it('cost an indexer nothing but its capabilities', () => {
    expect(indexer.requests.length).toBeGreaterThan(0);
    expect(new Set(indexer.requests.map((url) => url.searchParams.get('t')))).toEqual(new Set(['caps']));
  });

  it('tell everybody when they go, and moderators why', async () => {
    await untilJackettIs('online');
    const messages: Json[] = [];
    const socket = new WebSocket(`${system.api.url.replace('http', 'ws')}/ws?token=${user.token}`);
    socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString()) as Json));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    indexer.mode = 'http-500';
    const heard = await waitFor('the message', () =>
      messages.find(({ type, status }) => type === 'service_status' && status === 'offline'),
    );
    socket.terminate();
    expect(heard).toEqual({
      type: 'service_status',
      service: 'jackett',
      kind: 'search_provider',
      status: 'offline',
      previous_status: 'online',
      changed_at: expect.any(String),
    });
    expect(await jackett(user)).toMatchObject({ status: 'offline', details: null });
    expect(await jackett(moderator)).toMatchObject({
      status: 'offline',
      details: {
        circuit: { state: 'open', retry_at: expect.any(String) },
        last_error_code: 'PROVIDER_FAILED',
        last_error_message: expect.not.stringContaining(indexer.apiKey),
        response_time_ms: null,
      },
    });
    const metrics = await fetch(`${system.api.url}/metrics`);
    expect(await metrics.text()).toContain('sokoul_circuit_breaker_state{name="jackett"} 2');
  });

  it('are used again at once when an administrator says so', async () => {
    indexer.mode = 'ok';
    for (const person of [user, moderator]) {
      const { status, body } = await reset(person, 'jackett');
      expect([status, body.error?.code]).toEqual([403, 'FORBIDDEN']);
    }
    const { status, body } = await reset(admin, 'jackett');
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'jackett', details: { circuit: { state: 'closed', failures: 0 } } });
    await untilJackettIs('online');
    const unknown = await reset(admin, 'nowhere');
    expect([unknown.status, unknown.body.error?.code]).toEqual([404, 'NOT_FOUND']);
  });
});
