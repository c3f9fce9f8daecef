import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InternalKey } from '../crypto/internal-key.js';

export const CSRF_COOKIE = 'sokoul_csrf';
export const CSRF_HEADER = 'X-CSRF-Token';
export const CSRF_TOKEN_SECONDS = 3600;
const NONCE_BYTES = 16;
const TOKEN = /^(\d{1,12})\.([\w-]{22})\.([\w-]{43})$/;

const signedText = (sessionId: string, expires: string, nonce: string) =>
  `csrf:${sessionId}:${expires}:${nonce}`;

/** Tokens of the signed double-submit pattern: good for one session and one hour, kept nowhere. */
@Injectable()
export class CsrfTokens {
  constructor(private readonly key: InternalKey) {}

  issue(sessionId: string, now = Date.now()): { token: string; expiresAt: Date } {
    const expires = Math.floor(now / 1000) + CSRF_TOKEN_SECONDS;
    const nonce = randomBytes(NONCE_BYTES).toString('base64url');
    const signature = this.key.sign(signedText(sessionId, String(expires), nonce));
    return { token: `${expires}.${nonce}.${signature}`, expiresAt: new Date(expires * 1000) };
  }

  /** True for a token of this session that came in the header and, the same, in the cookie. */
  areGood(
    sessionId: string,
    header: string | undefined,
    cookie: string | undefined,
    now = Date.now(),
  ): boolean {
    if (header === undefined || header !== cookie) return false;
    const [, expires, nonce, signature] = TOKEN.exec(header) ?? [];
    if (expires === undefined || nonce === undefined || signature === undefined) return false;
    return Number(expires) * 1000 > now && this.key.verify(signedText(sessionId, expires, nonce), signature);
  }
}
