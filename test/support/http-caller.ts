import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Role } from '../../src/common/access/role.js';

/** As far as tests look into it. */
export interface JsonBody {
  readonly error?: { code: string; message: string; details: Record<string, unknown>; retry_after?: number };
  readonly access_token?: string;
  readonly id?: string;
  readonly data?: readonly Record<string, unknown>[];
  readonly [field: string]: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Empty unless the answer is JSON. */
  readonly body: JsonBody;
}

export interface Call {
  readonly method?: string;
  readonly token?: string | undefined;
  /** Sent as JSON, unless it is a form. */
  readonly body?: object;
  readonly headers?: Record<string, string>;
}

/** Plain requests, for tests of what a typed client would hide. */
export async function call(
  baseUrl: string,
  path: string,
  { method = 'GET', token, body, headers }: Call = {},
): Promise<Answer> {
  const response = await fetch(new URL(path, baseUrl), {
    method,
    redirect: 'manual',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : {}) as JsonBody,
  };
}

/** An account of the system under test that can sign in again and again. */
export class Person {
  token = '';

  constructor(
    private readonly baseUrl: string,
    readonly username: string,
    private readonly password: string,
  ) {}

  async signIn(): Promise<this> {
    const body = { username: this.username, password: this.password };
    const answer = await call(this.baseUrl, '/api/v1/auth/login', { method: 'POST', body });
    if (answer.status !== 200) throw new Error(`Sign-in answered ${answer.status}`);
    this.token = answer.body.access_token ?? '';
    return this;
  }
}

/** Registers an account, gives it a role in the database, and signs it in. */
export async function newPerson(baseUrl: string, databaseUrl: string, role: Role): Promise<Person> {
  const username = `p${randomUUID().slice(0, 12)}`;
  const password = 'a long enough passphrase';
  const body = { username, email: `${username}@example.com`, password };
  const answer = await call(baseUrl, '/api/v1/auth/register', { method: 'POST', body });
  if (answer.status !== 201) throw new Error(`Registration answered ${answer.status}`);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('UPDATE app_user SET role = $1 WHERE username = $2', [role, username]);
  await client.end();
  return new Person(baseUrl, username, password).signIn();
}
