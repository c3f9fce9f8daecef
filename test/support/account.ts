import { randomUUID } from 'node:crypto';
import { call } from './http-caller.js';
import type { Answer, JsonBody } from './http-caller.js';

export const PASSWORD = 'a long enough passphrase';

export interface Account {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

const tokensOf = (body: JsonBody) => ({
  accessToken: String(body.access_token),
  refreshToken: String(body.refresh_token),
});

export const post = (baseUrl: string, path: string, body?: object, token?: string): Promise<Answer> =>
  call(baseUrl, `/api/v1/auth/${path}`, { method: 'POST', token, ...(body ? { body } : {}) });

/** Registers a new account. */
export async function newAccount(baseUrl: string): Promise<Account> {
  const username = `p${randomUUID().slice(0, 12)}`;
  const email = `${username}@example.com`;
  const { status, body } = await post(baseUrl, 'register', { username, email, password: PASSWORD });
  if (status !== 201) throw new Error(`Registration answered ${status}`);
  return { id: String(body.id), username, email, ...tokensOf(body) };
}

/** Another session of the account. */
export async function signIn(baseUrl: string, account: Account, password = PASSWORD): Promise<Account> {
  const { status, body } = await post(baseUrl, 'login', { username: account.username, password });
  if (status !== 200) throw new Error(`Sign-in answered ${status}`);
  return { ...account, ...tokensOf(body) };
}

/** Status and code of a harmless route for a token. */
export async function tried(baseUrl: string, token: string): Promise<string> {
  const { status, body } = await call(baseUrl, '/api/v1/media', { token });
  return body.error ? `${status} ${body.error.code}` : String(status);
}
