import type { InternalKey } from './internal-key.js';

const SCHEME = 'Internal';
const TOKEN = /^(\d{1,12})\.([\w-]{43})$/;

const signedText = (downloadId: string, expires: string): string =>
  `internal-download:${downloadId}:${expires}`;

const nowInSeconds = (): number => Math.floor(Date.now() / 1000);

/** What lets its bearer read the files of one download from the worker that runs it, for `ttlSeconds`. */
export function issueInternalToken(key: InternalKey, downloadId: string, ttlSeconds: number): string {
  const expires = String(nowInSeconds() + ttlSeconds);
  return `${expires}.${key.sign(signedText(downloadId, expires))}`;
}

/** Refuses expired and malformed tokens, and those of other downloads. */
export function checkInternalToken(key: InternalKey, downloadId: string, token: string): boolean {
  const [, expires, signature] = TOKEN.exec(token) ?? [];
  if (expires === undefined || signature === undefined) return false;
  return key.verify(signedText(downloadId, expires), signature) && Number(expires) > nowInSeconds();
}

export const internalAuthorization = (token: string): string => `${SCHEME} ${token}`;

/** The token of an Authorization header, or null when it holds none of ours. */
export function internalTokenOf(authorization: string | undefined): string | null {
  const [scheme, token, ...rest] = (authorization ?? '').split(' ');
  return scheme === SCHEME && token !== undefined && rest.length === 0 ? token : null;
}
