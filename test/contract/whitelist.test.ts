import { call, newPerson } from '../support/http-caller.js';
import type { Call, Person } from '../support/http-caller.js';
import { startTestSystem } from '../support/test-system.js';
import type { ServerProcess, TestSystem } from '../support/test-system.js';
import { waitFor } from '../support/wait-for.js';

const PATH = '/api/v1/admin/security/whitelist';
const HOME = '198.51.100.7';

describe('the addresses of administrators', () => {
  let system: TestSystem;
  let second: ServerProcess;
  let admin: Person;

  const send = (path: string, options: Call & { from?: string } = {}, url = system.api.url) => {
    const { from = HOME, ...rest } = options;
    return call(url, path, { token: admin.token, headers: { 'x-forwarded-for': from }, ...rest });
  };
  const add = (body: object, from = HOME) => send(PATH, { method: 'POST', body, from });
  const remove = (id: unknown, query = '') => send(`${PATH}/${String(id)}${query}`, { method: 'DELETE' });
  const locally = (path: string, options: Call = {}) =>
    call(system.api.url, path, { token: admin.token, ...options });

  beforeAll(async () => {
    system = await startTestSystem({ workers: 0, env: { SOKOUL_TRUSTED_PROXIES: '127.0.0.1' } });
    second = await system.addApi();
    admin = await newPerson(system.api.url, system.database.url, 'admin');
  });
  afterAll(() => system?.stop());
  afterEach(async () => {
    const { body } = await locally(PATH);
    for (const { id } of body.data ?? [])
      await locally(`${PATH}/${String(id)}?force=true`, { method: 'DELETE' });
  });

  it('takes the documented request', async () => {
    const body = { ip_address: '192.168.1.100', description: 'Home network' };
    const { status, body: entry } = await locally(PATH, { method: 'POST', body });
    expect(status).toBe(201);
    expect(entry).toEqual({
      id: expect.any(String),
      ...body,
      created_by: expect.any(String),
      created_at: expect.any(String),
    });
    const { body: list } = await locally(PATH);
    expect(list).toEqual({ data: [entry], pagination: { page: 1, limit: 20, total: 1, total_pages: 1 } });
  });

  it('limits administration to the list, on every process', async () => {
    expect((await add({ ip_address: '198.51.100.0/24' })).status).toBe(201);
    expect((await send(PATH)).status).toBe(200);
    for (const url of [system.api.url, second.url]) {
      const refused = await waitFor('the other process to refuse', async () => {
        const answer = await send(PATH, { from: '203.0.113.5' }, url);
        return answer.status === 403 && answer;
      });
      expect(refused.body.error?.code).toBe('FORBIDDEN');
    }
    expect((await send('/api/v1/search', { from: '203.0.113.5' })).status).toBe(200);
  });

  it('holds IPv6 ranges, and knows an IPv4 address in IPv6 clothes', async () => {
    await add({ ip_address: '198.51.100.7' });
    await add({ ip_address: '2001:db8:77::/48' });
    expect((await send(PATH, { from: '2001:db8:77:1::5' })).status).toBe(200);
    expect((await send(PATH, { from: '2001:db8:78::5' })).status).toBe(403);
    expect((await send(PATH, { from: '::ffff:198.51.100.7' })).status).toBe(200);
  });

  it('refuses an entry that would lock out its author, unless forced', async () => {
    const refused = await add({ ip_address: '10.0.0.0/8' });
    expect([refused.status, refused.body.error?.code]).toEqual([409, 'WHITELIST_LOCKOUT']);
    expect(refused.body.error?.details).toEqual({ your_ip_address: HOME });
    expect((await send(PATH)).body.data).toEqual([]);
    expect((await add({ ip_address: '10.0.0.0/8', force: true })).status).toBe(201);
    expect((await send(PATH)).status).toBe(403);
    expect((await send(PATH, { from: '10.9.9.9' })).status).toBe(200);
  });

  it('refuses to remove the entry that lets its author in, unless it is the last one', async () => {
    const own = await add({ ip_address: HOME });
    const other = await add({ ip_address: '10.0.0.0/8' });
    expect((await remove(own.body.id)).body.error?.code).toBe('WHITELIST_LOCKOUT');
    expect((await remove(other.body.id)).status).toBe(204);
    expect((await remove(own.body.id)).status).toBe(204);
    expect((await send(PATH, { from: '203.0.113.5' })).status).toBe(200);
  });

  it('lets two administrators lock out only one of them at a time', async () => {
    const mine = await add({ ip_address: HOME });
    const theirs = await add({ ip_address: '198.51.100.8' });
    const removed = await Promise.all([
      send(`${PATH}/${theirs.body.id}`, { method: 'DELETE', from: HOME }),
      send(`${PATH}/${mine.body.id}`, { method: 'DELETE', from: '198.51.100.8' }),
    ]);
    const statuses = removed.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(204);
    expect([403, 409]).toContain(statuses[1]);
    expect((await locally(PATH)).body.data).toHaveLength(1);
  });

  it('always answers a request that is made on the server itself', async () => {
    await add({ ip_address: '10.0.0.0/8', force: true });
    expect((await locally(PATH)).status).toBe(200);
  });

  it.each(['home', '10.0.0.0/33', '300.1.1.1', '', '10.0.0.1\u0000'])('refuses %p', async (ip_address) => {
    const { status, body } = await add({ ip_address });
    expect([status, body.error?.code]).toEqual([400, 'VALIDATION_ERROR']);
  });

  it('keeps one entry per range, however it is spelled', async () => {
    expect((await add({ ip_address: '198.51.100.7/24' })).status).toBe(201);
    const again = await add({ ip_address: '198.51.100.0/24' });
    expect([again.status, again.body.error?.code]).toEqual([409, 'WHITELIST_ENTRY_EXISTS']);
  });

  it('says 404 for an entry that is not there', async () => {
    expect((await remove('0d5ae4a4-5a5a-4c4c-8b8b-000000000000')).status).toBe(404);
    expect((await remove('nonsense')).status).toBe(404);
  });

  it('is for administrators only', async () => {
    const moderator = await newPerson(system.api.url, system.database.url, 'moderator');
    expect((await send(PATH, { token: moderator.token })).status).toBe(403);
  });

  it('is not enforced when the operator says so', async () => {
    await add({ ip_address: '10.0.0.0/8', force: true });
    system.env.SOKOUL_ADMIN_IP_RULES = 'false';
    const opened = await system.addApi();
    expect((await send(PATH, { from: '203.0.113.5' }, opened.url)).status).toBe(200);
  });
});
