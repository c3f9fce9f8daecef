import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ACCESS_TABLE } from '../../src/app/access-table.js';
import { includesRole } from '../../src/common/access/role.js';
import type { Role } from '../../src/common/access/role.js';
import { call, newPerson } from '../support/http-caller.js';
import type { Answer, Person } from '../support/http-caller.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { name: string; in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, object>> };
}

interface Route {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly isForm: boolean;
}

interface Caller {
  readonly name: string;
  readonly role: Role | null;
  /** Null shows no token at all. */
  readonly token: () => string | null;
  readonly person?: Person;
}

const FILE = path.resolve(import.meta.dirname, '../../openapi/sokoul.json');
const { paths } = JSON.parse(readFileSync(FILE, 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};
const ROUTES: Route[] = Object.entries(paths).flatMap(([route, operations]) =>
  Object.entries(operations).map(([method, { operationId, requestBody }]) => ({
    operationId,
    method: method.toUpperCase(),
    path: route,
    isForm: requestBody?.content['multipart/form-data'] !== undefined,
  })),
);

const magnet = () => `magnet:?xt=urn:btih:${randomBytes(20).toString('hex')}&dn=Access.Matrix.2020`;

describe('who may call which route', () => {
  let system: TestSystem;
  let callers: Caller[];
  /** Rows of the first user, by the name of the path parameter that names them. */
  const owned: Record<string, string> = {};

  const send = (route: Route, token: string | null): Promise<Answer> => {
    const url = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => owned[name] ?? randomUUID());
    const hasBody = !['GET', 'HEAD', 'DELETE'].includes(route.method);
    return call(system.api.url, url, {
      method: route.method,
      token: token ?? undefined,
      ...(hasBody ? { body: route.isForm ? new FormData() : {} } : {}),
    });
  };

  const start = async (person: Person, url: string, body: object, idField: string): Promise<string> => {
    const answer = await call(system.api.url, url, { method: 'POST', token: person.token, body });
    expect(answer.status).toBe(202);
    return String(answer.body[idField]);
  };

  const giveRowsTo = async (person: Person): Promise<void> => {
    const search = { query: 'Any', media_type: 'movie' };
    const download = { magnet_link: magnet() };
    owned.search_id = await start(person, '/api/v1/search', search, 'search_id');
    owned.download_id = await start(person, '/api/v1/downloads/start', download, 'download_id');
  };

  beforeAll(async () => {
    const SOKOUL_JACKETT_URL = 'http://127.0.0.1:9/torznab';
    system = await startTestSystem({
      workers: 0,
      env: { SOKOUL_JACKETT_URL, SOKOUL_JACKETT_API_KEY: 'key' },
    });
    const { api, database } = system;
    const person = (role: Role) => newPerson(api.url, database.url, role);
    const [owner, other, moderator] = [await person('user'), await person('user'), await person('moderator')];
    const admin = await person('admin');
    await giveRowsTo(owner);
    const signedIn = (name: string, role: Role, who: Person): Caller => ({
      name,
      role,
      person: who,
      token: () => who.token,
    });
    callers = [
      { name: 'nobody', role: null, token: () => null },
      { name: 'a stranger with a made-up token', role: null, token: () => 'made.up.token' },
      signedIn('the owner', 'user', owner),
      signedIn('another user', 'user', other),
      signedIn('a moderator', 'moderator', moderator),
      signedIn('an administrator', 'admin', admin),
    ];
  });
  afterAll(() => system?.stop());

  /** Some routes end the session that calls them; the next route shall not suffer from that. */
  const stayIn = async (caller: Caller): Promise<void> => {
    const { status } = await call(system.api.url, '/health/deep', { token: caller.token() ?? undefined });
    if (status === 401) await caller.person?.signIn();
  };

  it('is listed for exactly the documented routes', () => {
    expect(ROUTES.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(ACCESS_TABLE).sort());
  });

  it.each(ROUTES)('$method $path keeps to the table', async (route) => {
    const access = ACCESS_TABLE[route.operationId];
    if (access === undefined) throw new Error(`${route.operationId} is not in the access table`);
    const toNobody = await send(route, null);
    for (const caller of callers) {
      const answer = await send(route, caller.token());
      const outcome = { caller: caller.name, status: answer.status, code: answer.body.error?.code };
      if (access === 'public') {
        // It may ask for a credential of its own, such as a signed link; who is signed in makes no difference.
        expect(outcome).toEqual({ ...outcome, status: toNobody.status, code: toNobody.body.error?.code });
        expect(['MISSING_TOKEN', 'FORBIDDEN']).not.toContain(outcome.code);
      } else if (caller.role === null) {
        const code = caller.token() === null ? 'MISSING_TOKEN' : 'INVALID_TOKEN';
        expect(outcome).toEqual({ ...outcome, status: 401, code });
      } else if (includesRole(caller.role, access)) {
        const isRefused = [401, 403, 405, 429, 500].includes(answer.status);
        expect({ ...outcome, isRefused }).toEqual({ ...outcome, isRefused: false });
      } else {
        expect(outcome).toEqual({ ...outcome, status: 403, code: 'FORBIDDEN' });
      }
      if (caller.person && route.method !== 'GET' && answer.status < 300) await stayIn(caller);
    }
  });

  const ownedRoutes = ROUTES.filter(({ path: route }) => /\{(search_id|download_id)\}/.test(route));

  it.each(ownedRoutes)('$method $path hides what belongs to someone else', async (route) => {
    const [, , , other] = callers;
    // New rows: an earlier route may have deleted those of before.
    const owner = await newPerson(system.api.url, system.database.url, 'user');
    await giveRowsTo(owner);
    const toOther = await send(route, other?.token() ?? null);
    const toOwner = await send(route, owner.token);
    // A query that asks for more than the empty one is refused before the row is looked for.
    if (toOwner.status === 400) expect(toOther.status).toBe(400);
    else expect([toOwner.status === 404, toOther.status]).toEqual([false, 404]);
  });
});
