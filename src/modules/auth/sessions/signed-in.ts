import type { User } from '../user.entity.js';

/** How somebody proved who they are, as the audit trail names it. */
export type SignInMethod = 'registration' | 'password' | 'remember_token' | 'plex' | 'oidc';

/** That a browser is to hold the session itself, in cookies. */
export interface BrowserWishes {
  /** Sign this browser in again, without a password, for 90 days. */
  readonly remember: boolean;
  /** The series to go on with, when a remember token was shown. */
  readonly seriesId?: string;
}

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

export interface IssuedCookie {
  readonly value: string;
  readonly expiresAt: Date;
}

export interface BrowserCookies {
  readonly session: IssuedCookie;
  readonly remember: IssuedCookie | null;
}

export type SigningInUser = Pick<User, 'id' | 'username' | 'email' | 'role' | 'requiresPasswordChange'>;

export interface SignedIn {
  readonly user: SigningInUser;
  readonly sessionId: string;
  readonly tokens: TokenPair;
  /** Null unless the browser is to hold the session. */
  readonly cookies: BrowserCookies | null;
}
