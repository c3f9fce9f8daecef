import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { SESSION_COOKIE } from '../../../common/access/credential.js';
import { CSRF_COOKIE } from '../../../common/access/csrf-tokens.js';
import { ServerConfig } from '../../../common/config/server.config.js';
import { readCookie } from '../../../common/http/cookies.js';
import { isDirectAndLocal } from '../../../common/http/direct-request.js';
import type { BrowserCookies } from './signed-in.js';

export const REMEMBER_COOKIE = 'sokoul_remember';
/** The remember token travels only to where it is used. */
const REMEMBER_PATH = '/api/v1/auth';
const LOCAL_NAME = /^(localhost|127(\.\d+){3}|\[::1\])$/i;

/** Writes what a browser keeps of its session: out of reach of scripts and of other sites' requests. */
@Injectable()
export class SessionCookies {
  constructor(private readonly config: ServerConfig) {}

  write(response: Response, { session, remember }: BrowserCookies): void {
    const options = this.options(response.req);
    response.cookie(SESSION_COOKIE, session.value, { ...options, expires: session.expiresAt });
    if (remember)
      response.cookie(REMEMBER_COOKIE, remember.value, {
        ...options,
        path: REMEMBER_PATH,
        expires: remember.expiresAt,
      });
  }

  /** Readable by our page's scripts, which have to send it back in a header. */
  writeCsrfToken(response: Response, token: string, expiresAt: Date): void {
    const options = { ...this.options(response.req), httpOnly: false };
    response.cookie(CSRF_COOKIE, token, { ...options, expires: expiresAt });
  }

  /** Of a browser that has any of them. */
  clear(response: Response): void {
    const header = response.req.get('cookie');
    const names = [SESSION_COOKIE, REMEMBER_COOKIE, CSRF_COOKIE];
    if (names.every((name) => readCookie(header, name) === undefined)) return;
    const options = this.options(response.req);
    response.clearCookie(SESSION_COOKIE, options);
    response.clearCookie(REMEMBER_COOKIE, { ...options, path: REMEMBER_PATH });
    response.clearCookie(CSRF_COOKIE, options);
  }

  /** What every cookie of ours has: out of reach of scripts, and sent over TLS only. */
  options(request: Request): CookieOptions {
    return { httpOnly: true, sameSite: 'strict', secure: !this.isPlainLocal(request), path: '/' };
  }

  /** Browsers differ on whether `http://localhost` may set a Secure cookie; everything else has to. */
  private isPlainLocal(request: Request): boolean {
    if (request.secure || this.config.publicUrl?.startsWith('https:')) return false;
    return isDirectAndLocal(request) && LOCAL_NAME.test(request.hostname);
  }
}
