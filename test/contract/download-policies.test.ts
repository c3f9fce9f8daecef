import { randomUUID } from 'node:crypto';
import { call, newPerson } from '../support/http-caller.js';
import type { Call, Person } from '../support/http-caller.js';
import { queryRows } from '../support/query-rows.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';

const BLOCKLIST = '/api/v1/downloads/blocklist';
const quotaOf = (id: string) => `/api/v1/admin/users/${id}/quota`;

describe('quotas and the blocklist', () => {
  let system: TestSystem;
  let admin: Person;
  let moderator: Person;
  let user: Person;
  let userId: string;

  beforeAll(async () => {
    system = await startTestSystem({ workers: 0 });
    const person = (role: 'admin' | 'moderator' | 'user') =>
      newPerson(system.api.url, system.database.url, role);
    admin = await person('admin');
    moderator = await person('moderator');
    user = await person('user');
    const [row] = await queryRows<{ id: string }>(
      system.database.url,
      'SELECT id FROM app_user WHERE username = $1',
      [user.username],
    );
    userId = row?.id ?? '';
  });
  afterAll(() => system?.stop());

  const send = (path: string, person: Person | null, options: Call = {}) =>
    call(system.api.url, path, { ...(person ? { token: person.token } : {}), ...options });
  const put = (body: object) => send(quotaOf(userId), admin, { method: 'PUT', body });

  it('shows and changes what one person may receive and keep', async () => {
    const { status, body } = await send(quotaOf(userId), admin);
    expect(status).toBe(200);
    expect(body).toEqual({
      user_id: userId,
      daily_bytes: 0,
      stored_bytes: 0,
      own_daily_bytes: null,
      own_stored_bytes: null,
      used_daily_bytes: 0,
      used_stored_bytes: 0,
    });
    const changed = await put({ daily_bytes: 1000, stored_bytes: null });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ daily_bytes: 1000, own_daily_bytes: 1000, own_stored_bytes: null });
  });

  it('refuses a start beyond the quota with what is used', async () => {
    await put({ daily_bytes: 1000, stored_bytes: null });
    await queryRows(
      system.database.url,
      `INSERT INTO download_usage (owner_id, hour, bytes) VALUES ($1, date_trunc('hour', now()), 2000)`,
      [userId],
    );
    const magnet = `magnet:?xt=urn:btih:${randomUUID().replaceAll('-', '')}00000000&dn=Film.2001.1080p`;
    const start = () =>
      send('/api/v1/downloads/start', user, { method: 'POST', body: { magnet_link: magnet } });
    const { status, body } = await start();
    expect(status).toBe(403);
    expect(body.error).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      details: { quota: 'daily', limit_bytes: 1000, used_bytes: 2000 },
    });
    await put({ daily_bytes: 0, stored_bytes: 0 });
    expect((await start()).status).toBe(202);
  });

  it('refuses quotas that make no sense, people who are not there, and who is no administrator', async () => {
    expect((await put({ daily_bytes: -1, stored_bytes: null })).status).toBe(400);
    expect((await put({ daily_bytes: 1 })).status).toBe(400);
    expect((await send(quotaOf(randomUUID()), admin)).status).toBe(404);
    expect((await send(quotaOf(userId), moderator)).status).toBe(403);
    expect((await send(quotaOf(userId), null)).status).toBe(401);
  });

  it('shows moderators what is blocked, and lets them take it off', async () => {
    const id = randomUUID();
    await queryRows(
      system.database.url,
      `INSERT INTO blocked_release (id, identity, release_name, reason)
       VALUES ($1, 'btih:00', 'Film.2001.1080p', 'DOWNLOAD_STALLED')`,
      [id],
    );
    const { status, body } = await send(BLOCKLIST, moderator);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: [{ id, identity: 'btih:00', media_id: null, reason: 'DOWNLOAD_STALLED', expires_at: null }],
      pagination: { total: 1 },
    });
    expect((await send(BLOCKLIST, user)).status).toBe(403);
    expect((await send(BLOCKLIST, null)).status).toBe(401);
    expect((await send(`${BLOCKLIST}/${id}`, user, { method: 'DELETE' })).status).toBe(403);
    expect((await send(`${BLOCKLIST}/${id}`, moderator, { method: 'DELETE' })).status).toBe(204);
    expect((await send(`${BLOCKLIST}/${id}`, moderator, { method: 'DELETE' })).status).toBe(404);
  });
});
