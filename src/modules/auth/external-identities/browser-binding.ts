import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { readCookie } from '../../../common/http/cookies.js';
import { SessionCookies } from '../sessions/session-cookies.js';

const NAME_LENGTH = 16;

/** A name of its own for each sign-in, so that those of two tabs don't overwrite each other's cookie. */
const cookieName = (signIn: string): string =>
  `sokoul_sign_in_${createHash('sha256').update(signIn).digest('hex').slice(0, NAME_LENGTH)}`;

/**
 * Ties a sign-in that goes by way of another site to the browser that began it: only that one holds the secret. Without it,
 * somebody could begin a sign-in and have another person finish it.
 */
@Injectable()
export class BrowserBinding {
  constructor(private readonly cookies: SessionCookies) {}

  issue(response: Response, signIn: string, secret: string, expiresAt: Date): void {
    response.cookie(cookieName(signIn), secret, { ...this.options(response), expires: expiresAt });
  }

  secretOf(request: Request, signIn: string): string | null {
    return readCookie(request.get('cookie'), cookieName(signIn)) ?? null;
  }

  clear(response: Response, signIn: string): void {
    response.clearCookie(cookieName(signIn), this.options(response));
  }

  /** Lax: the issuer sends the browser back from another site, and Strict cookies don't come along then. */
  private options(response: Response) {
    return { ...this.cookies.options(response.req), sameSite: 'lax' as const };
  }
}
