/** Quality profiles over HTTP: who may read and change them, what they take, and searches that name them. */
import { call, newPerson } from '../support/http-caller.js';
import type { Call, Person } from '../support/http-caller.js';
import { queryRows } from '../support/query-rows.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';

const MANAGED = '/api/v1/admin/quality-profiles';
const CHOICES = '/api/v1/quality-profiles';
const NOWHERE = '0d5ae4a4-5a5a-4c4c-8b8b-000000000000';

const LIVING_ROOM = {
  name: 'Living room',
  qualities: ['Bluray-1080p', 'WEB-1080p', 'HDTV-720p'],
  cutoff: 'WEB-1080p',
  upgrade_allowed: false,
  size_limits: [{ quality: 'WEB-1080p', min_mb_per_minute: 5, max_mb_per_minute: 80.5 }],
  preferred_terms: [{ term: 'HDR10*', points: 5 }],
  rejected_terms: ['HDCAM'],
  languages: ['original', 'de'],
  min_seeders: 2,
  preferred_codecs: ['h265'],
};
const SMALLEST = { name: 'Smallest', qualities: ['DVD'], cutoff: 'DVD' };

describe('quality profiles', () => {
  let system: TestSystem;
  let admin: Person;
  let user: Person;

  const as = (person: Person, path: string, options: Call = {}) =>
    call(system.api.url, path, { token: person.token, ...options });
  const create = (body: object) => as(admin, MANAGED, { method: 'POST', body });
  const update = (id: unknown, body: object) =>
    as(admin, `${MANAGED}/${String(id)}`, { method: 'PUT', body });
  const remove = (id: unknown) => as(admin, `${MANAGED}/${String(id)}`, { method: 'DELETE' });
  const builtIn = async (key: string) =>
    (await as(admin, MANAGED)).body.data?.find((profile) => profile.key === key) ?? {};

  beforeAll(async () => {
    const env = { SOKOUL_JACKETT_URL: 'http://127.0.0.1:9/torznab', SOKOUL_JACKETT_API_KEY: 'key' };
    system = await startTestSystem({ workers: 0, env });
    admin = await newPerson(system.api.url, system.database.url, 'admin');
    user = await newPerson(system.api.url, system.database.url, 'user');
  });
  afterAll(() => system?.stop());
  afterEach(() => queryRows(system.database.url, 'DELETE FROM quality_profile WHERE key IS NULL'));

  it('has three built-in ones, which everybody may choose from', async () => {
    const { status, body } = await as(user, CHOICES);
    expect(status).toBe(200);
    expect(body.data?.map(({ key, name }) => [key, name])).toEqual([
      ['any', 'Any'],
      ['high', 'High'],
      ['medium', 'Medium'],
    ]);
    expect(body.pagination).toEqual({ page: 1, limit: 20, total: 3, total_pages: 1 });
    const [first] = body.data ?? [];
    expect((await as(user, `${CHOICES}/${String(first?.id)}`)).body).toEqual(first);
  });

  it('are kept by administrators', async () => {
    const created = await create(LIVING_ROOM);
    expect([created.status, created.body]).toEqual([
      201,
      {
        ...LIVING_ROOM,
        id: expect.any(String),
        key: null,
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    ]);
    const changed = await update(created.body.id, { ...LIVING_ROOM, name: 'Cinema', size_limits: [] });
    expect([changed.status, changed.body]).toMatchObject([200, { name: 'Cinema', size_limits: [] }]);
    const shown = await as(admin, `${MANAGED}/${String(created.body.id)}`);
    expect(shown.body).toEqual(changed.body);
    expect((await remove(created.body.id)).status).toBe(204);
    expect((await remove(created.body.id)).status).toBe(404);
  });

  it('are only read by others', async () => {
    const id = String((await builtIn('any')).id);
    const moderator = await newPerson(system.api.url, system.database.url, 'moderator');
    for (const person of [user, moderator]) {
      const tries = await Promise.all([
        as(person, MANAGED),
        as(person, MANAGED, { method: 'POST', body: SMALLEST }),
        as(person, `${MANAGED}/${id}`, { method: 'PUT', body: SMALLEST }),
        as(person, `${MANAGED}/${id}/reset`, { method: 'POST' }),
        as(person, `${MANAGED}/${id}`, { method: 'DELETE' }),
      ]);
      expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    }
    expect((await call(system.api.url, CHOICES)).status).toBe(401);
  });

  it('fill in what is left out', async () => {
    expect((await create(SMALLEST)).body).toMatchObject({
      ...SMALLEST,
      upgrade_allowed: true,
      size_limits: [],
      preferred_terms: [],
      rejected_terms: [],
      languages: [],
      min_seeders: 0,
      preferred_codecs: [],
    });
  });

  it.each([
    ['an unknown quality', { qualities: ['8K'] }, 'qualities'],
    ['no quality', { qualities: [] }, 'qualities'],
    ['a quality twice', { qualities: ['DVD', 'DVD'] }, 'qualities'],
    ['a cutoff that is not allowed', { cutoff: 'WEB-1080p' }, 'cutoff'],
    ['a blank name', { name: '  ' }, 'name'],
    ['negative seeders', { min_seeders: -1 }, 'min_seeders'],
    [
      'a minimum above the maximum',
      { size_limits: [{ quality: 'DVD', min_mb_per_minute: 9, max_mb_per_minute: 8 }] },
      'size_limits.0',
    ],
    ['two limits of a quality', { size_limits: [{ quality: 'DVD' }, { quality: 'DVD' }] }, 'size_limits'],
    ['a term without a letter', { rejected_terms: ['ok', '**'] }, 'rejected_terms.1'],
    ['an expression', { preferred_terms: [{ term: '/(a+)+$/i', points: 1 }] }, 'preferred_terms.0'],
    ['points beyond 50', { preferred_terms: [{ term: 'a', points: 51 }] }, 'preferred_terms.0.points'],
    ['a language that is none', { languages: ['Klingon'] }, 'languages'],
    ['an unknown codec', { preferred_codecs: ['x264'] }, 'preferred_codecs'],
    ['a field that is not known', { colour: 'red' }, 'colour'],
  ])('refuse %s', async (_, changes, field) => {
    const { status, body } = await create({ ...SMALLEST, ...changes });
    expect([status, body.error?.code, body.error?.details.field]).toEqual([400, 'VALIDATION_ERROR', field]);
  });

  it('have names of their own, however they are written', async () => {
    const { body: first } = await create(SMALLEST);
    const again = await create({ ...SMALLEST, name: 'SMALLEST' });
    expect([again.status, again.body.error?.code]).toEqual([409, 'QUALITY_PROFILE_EXISTS']);
    const renamed = await update(first.id, { ...SMALLEST, name: 'mEdium' });
    expect([renamed.status, renamed.body.error?.code]).toEqual([409, 'QUALITY_PROFILE_EXISTS']);
    expect((await update(first.id, { ...SMALLEST, name: 'smallest' })).status).toBe(200);
  });

  it('can be changed but not deleted when they are built in, and made what they were', async () => {
    const before = await builtIn('high');
    const path = `${MANAGED}/${String(before.id)}`;
    const refused = await remove(before.id);
    expect([refused.status, refused.body.error?.code]).toEqual([409, 'QUALITY_PROFILE_BUILT_IN']);
    expect((await update(before.id, { ...SMALLEST, name: 'High' })).body).toMatchObject({
      key: 'high',
      qualities: ['DVD'],
    });
    const reset = await as(admin, `${path}/reset`, { method: 'POST' });
    expect([reset.status, reset.body]).toEqual([200, { ...before, updated_at: expect.any(String) }]);
    const own = await create(SMALLEST);
    const refusal = await as(admin, `${MANAGED}/${String(own.body.id)}/reset`, { method: 'POST' });
    expect([refusal.status, refusal.body.error?.code]).toEqual([409, 'QUALITY_PROFILE_NOT_BUILT_IN']);
  });

  it('are not found when they are not there', async () => {
    expect((await as(user, `${CHOICES}/${NOWHERE}`)).status).toBe(404);
    expect((await as(user, `${CHOICES}/nonsense`)).status).toBe(404);
    expect((await update(NOWHERE, SMALLEST)).status).toBe(404);
    expect((await as(admin, `${MANAGED}/${NOWHERE}/reset`, { method: 'POST' })).status).toBe(404);
  });

  describe('in searches', () => {
    const search = (body: object) =>
      as(user, '/api/v1/search', { method: 'POST', body: { query: 'Nosferatu', ...body } });
    const shown = async (id: unknown) => (await as(user, `/api/v1/search/${String(id)}`)).body;

    it('are any unless one is named', async () => {
      const { body } = await search({});
      expect(await shown(body.search_id)).toMatchObject({
        quality_preference: 'any',
        quality_profile_id: (await builtIn('any')).id,
        scorer: 'rules',
        scorer_note: null,
      });
    });

    it('are named by their id or by their preference', async () => {
      const own = await create(SMALLEST);
      const { body } = await search({ quality_profile_id: own.body.id });
      expect(await shown(body.search_id)).toMatchObject({
        quality_preference: 'any',
        quality_profile_id: own.body.id,
      });
      const path = `/api/v1/search/${String(body.search_id)}/score`;
      const scored = await as(user, path, { method: 'POST', body: { quality_preference: 'high' } });
      expect([scored.status, scored.body]).toEqual([
        202,
        {
          search_id: body.search_id,
          scoring_job_id: expect.any(String),
          status: 'processing',
          scorer: 'rules',
        },
      ]);
      expect(await shown(body.search_id)).toMatchObject({
        quality_preference: 'high',
        quality_profile_id: (await builtIn('high')).id,
      });
    });

    it('are let go of when they are deleted', async () => {
      const own = await create(SMALLEST);
      const { body } = await search({ quality_profile_id: own.body.id });
      expect((await remove(own.body.id)).status).toBe(204);
      expect(await shown(body.search_id)).toMatchObject({
        quality_preference: 'any',
        quality_profile_id: null,
      });
    });

    it('are refused when they are unknown, or named twice over', async () => {
      expect((await search({ quality_profile_id: NOWHERE })).status).toBe(404);
      expect((await search({ quality_preference: 'best' })).status).toBe(400);
      const id = (await builtIn('high')).id;
      const both = await search({ quality_profile_id: id, quality_preference: 'high' });
      expect([both.status, both.body.error?.details.field]).toEqual([400, 'quality_profile_id']);
    });
  });
});
