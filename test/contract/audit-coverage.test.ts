/** Every route that writes leaves a row in the audit trail. Whoever adds such a route adds its recipe here. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isSecretName } from '../../src/modules/audit/secret-names.js';
import { startPlexTv } from '../fakes/plex-tv.js';
import type { FakePlexTv } from '../fakes/plex-tv.js';
import { call } from '../support/http-caller.js';
import { queryRows } from '../support/query-rows.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';
import { ACCOUNT_RECIPES } from './audit-coverage/account-recipes.js';
import { ADMINISTRATION_RECIPES } from './audit-coverage/administration-recipes.js';
import { CATALOGUE_RECIPES } from './audit-coverage/catalogue-recipes.js';
import { MEDIA_RECIPES } from './audit-coverage/media-recipes.js';
import { Scene } from './audit-coverage/recipe.js';
import type { Recipe } from './audit-coverage/recipe.js';
import { PLEX_MACHINE, SIGN_IN_RECIPES } from './audit-coverage/sign-in-recipes.js';
import { USER_ADMINISTRATION_RECIPES } from './audit-coverage/user-administration-recipes.js';

const RECIPES: Readonly<Record<string, Recipe>> = {
  ...ACCOUNT_RECIPES,
  ...SIGN_IN_RECIPES,
  ...ADMINISTRATION_RECIPES,
  ...USER_ADMINISTRATION_RECIPES,
  ...MEDIA_RECIPES,
  ...CATALOGUE_RECIPES,
};

/** Routes that need no row, and why. */
const EXEMPT: Readonly<Record<string, string>> = {
  createCsrfToken: 'Stores nothing: the token is computed from the session',
  createPlexPin: 'Begins what completePlexSignIn does',
  createPlexLinkPin: 'Begins what completePlexLink does',
  beginOidcLink: 'Begins what the callback does',
};

interface WriteRoute {
  readonly operationId: string;
  readonly method: string;
  readonly route: string;
}

interface TrailRow {
  readonly action: string;
  readonly user_id: string | null;
  readonly ip_address: string | null;
}

const FILE = path.resolve(import.meta.dirname, '../../openapi/sokoul.json');
const { paths } = JSON.parse(readFileSync(FILE, 'utf8')) as {
  paths: Record<string, Record<string, { operationId: string }>>;
};
const WRITES: WriteRoute[] = Object.entries(paths).flatMap(([route, operations]) =>
  Object.entries(operations)
    .filter(([method]) => ['post', 'put', 'patch', 'delete'].includes(method))
    .map(([method, { operationId }]) => ({ operationId, method: method.toUpperCase(), route })),
);

/** Texts under names that promise a secret. */
const secretsOf = (value: object = {}): string[] =>
  Object.entries(value).flatMap(([name, text]) =>
    typeof text === 'string' && isSecretName(name) ? [text] : [],
  );

describe('the audit trail', () => {
  let system: TestSystem;
  let plex: FakePlexTv;
  let scene: Scene;

  const rowsOf = (requestId: string) =>
    queryRows<TrailRow>(system.database.url, 'SELECT * FROM audit_log WHERE request_id = $1', [requestId]);

  beforeAll(async () => {
    plex = await startPlexTv();
    const env = {
      SOKOUL_JACKETT_URL: 'http://127.0.0.1:9/torznab',
      SOKOUL_JACKETT_API_KEY: 'key',
      SOKOUL_TMDB_URL: 'http://127.0.0.1:9/3',
      SOKOUL_TMDB_API_KEY: '0'.repeat(32),
      SOKOUL_PLEX_SIGN_IN: 'server',
      SOKOUL_PLEX_MACHINE_ID: PLEX_MACHINE,
      SOKOUL_PLEX_TV_URL: plex.url,
      SOKOUL_OIDC_ISSUER: 'http://127.0.0.1:9',
    };
    system = await startTestSystem({ workers: 0, env });
    scene = new Scene(system, plex);
  });
  afterAll(async () => {
    await system?.stop();
    await plex?.close();
  });

  it('has a recipe or a reason for each route that writes, and for no other', () => {
    const known = [...Object.keys(RECIPES), ...Object.keys(EXEMPT)];
    expect(known.sort()).toEqual(WRITES.map(({ operationId }) => operationId).sort());
  });

  it.each(WRITES.filter(({ operationId }) => !Object.hasOwn(EXEMPT, operationId)))(
    'tells of $operationId',
    async ({ operationId, method, route }) => {
      const recipe = RECIPES[operationId];
      if (!recipe) throw new Error(`${operationId} has no recipe in test/contract/audit-coverage/`);
      const { params = {}, query = '', body, headers, token } = await recipe(scene);
      const url = route.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? `no-${name}`) + query;
      const requestId = randomUUID();
      const answer = await call(system.api.url, url, {
        method,
        token,
        ...(body ? { body } : {}),
        headers: { ...headers, 'x-request-id': requestId },
      });
      expect({ isDone: answer.status < 300, ...answer.body.error }).toEqual({ isDone: true });
      const rows = await rowsOf(requestId);
      expect(rows).not.toHaveLength(0);
      for (const row of rows)
        expect(row).toMatchObject({ user_id: expect.any(String), ip_address: '127.0.0.1' });
      const kept = JSON.stringify(rows);
      for (const secret of [...secretsOf(body), ...secretsOf(answer.body)])
        expect(kept).not.toContain(secret);
    },
  );
});
