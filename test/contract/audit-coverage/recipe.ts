/** How a write is prepared and made, so that the trail can be looked at afterwards. */
import type { FakePlexTv } from '../../fakes/plex-tv.js';
import { PASSWORD, newAccount } from '../../support/account.js';
import type { Account } from '../../support/account.js';
import { call, newPerson } from '../../support/http-caller.js';
import type { Answer, Call } from '../../support/http-caller.js';
import { queryRows } from '../../support/query-rows.js';
import type { TestSystem } from '../../support/test-system.js';

/** The write itself; method and path come from the OpenAPI document. */
export interface WriteRequest {
  /** Values of the path's parameters. */
  readonly params?: Record<string, string>;
  /** With its question mark. */
  readonly query?: string;
  readonly body?: object;
  readonly headers?: Record<string, string>;
  readonly token?: string;
}

/** Prepares what the write needs. */
export type Recipe = (scene: Scene) => Promise<WriteRequest>;

/** What recipes prepare with. */
export class Scene {
  readonly password = PASSWORD;

  constructor(
    private readonly system: TestSystem,
    readonly plex: FakePlexTv,
  ) {}

  newAccount(): Promise<Account> {
    return newAccount(this.system.api.url);
  }

  async adminToken(): Promise<string> {
    return (await newPerson(this.system.api.url, this.system.database.url, 'admin')).token;
  }

  /** A request that must succeed. `path` begins after `/api/v1/`. */
  async send(method: string, path: string, options: Omit<Call, 'method'> = {}): Promise<Answer> {
    const answer = await call(this.system.api.url, `/api/v1/${path}`, { method, ...options });
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${answer.body.error?.message}`);
    return answer;
  }

  query<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
    return queryRows<Row>(this.system.database.url, statement, values);
  }
}
