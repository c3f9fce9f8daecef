import type { IncomingHttpHeaders } from 'node:http';
import { readCookie } from '../http/cookies.js';

/** Httponly cookie that holds the secret of a browser's session. */
export const SESSION_COOKIE = 'sokoul_session';
export const API_KEY_HEADER = 'X-API-Key';

/** What a caller shows to say who they are. */
export interface Credential {
  readonly kind: 'bearer' | 'api_key' | 'session_cookie';
  readonly value: string;
}

type Strategy = (headers: IncomingHttpHeaders) => Credential | undefined;

const API_KEY = /^sk_/;

const credential = (kind: Credential['kind'], value: string | undefined): Credential | undefined =>
  value === undefined || value === '' ? undefined : { kind, value };

const fromAuthorization: Strategy = ({ authorization }) =>
  bearerCredential(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]);

const fromApiKeyHeader: Strategy = (headers) => {
  const value = headers[API_KEY_HEADER.toLowerCase()];
  return credential('api_key', typeof value === 'string' ? value : undefined);
};

const fromCookie: Strategy = ({ cookie }) => credential('session_cookie', readCookie(cookie, SESSION_COOKIE));

/** In this order: what a script sets on purpose goes before what a browser adds by itself. */
const STRATEGIES: readonly Strategy[] = [fromAuthorization, fromApiKeyHeader, fromCookie];

/** What stands behind `Bearer`: an access token, or an API key, which says so by its first letters. */
export const bearerCredential = (token: string | undefined): Credential | undefined =>
  credential(token !== undefined && API_KEY.test(token) ? 'api_key' : 'bearer', token);

/** The credential of a request, undefined when there is none. Whether it is good is not looked at here. */
export function credentialOf(headers: IncomingHttpHeaders): Credential | undefined {
  for (const strategy of STRATEGIES) {
    const found = strategy(headers);
    if (found) return found;
  }
  return undefined;
}
