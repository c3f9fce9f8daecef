import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SignJWT, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import type { Role } from '../../common/access/role.js';
import { AuthConfig } from '../../common/config/auth.config.js';
import { InvalidTokenError } from '../../common/errors/common.errors.js';
import { SigningKeys } from './signing-keys/signing-keys.js';

/** Documented life of an access token. */
export const ACCESS_TOKEN_SECONDS = 3600;
const AUDIENCE = 'sokoul-api';
const ALGORITHM = 'RS256';
/** How far the clocks of our hosts may differ. */
const CLOCK_DIFFERENCE_SECONDS = 60;

/** Whom a token is for. */
export interface TokenSubject {
  readonly userId: string;
  readonly sessionId: string;
  readonly role: Role;
}

export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

function toClaims({ sub, sid, exp, iat }: JWTPayload): AccessClaims {
  if (sub === undefined || typeof sid !== 'string' || exp === undefined || iat === undefined)
    throw new InvalidTokenError();
  if (iat > Date.now() / 1000 + CLOCK_DIFFERENCE_SECONDS) throw new InvalidTokenError();
  return { userId: sub, sessionId: sid, expiresAt: new Date(exp * 1000) };
}

/** Signs and checks access tokens (RFC 9068 style JWT, RS256 only). */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly keys: SigningKeys,
    private readonly config: AuthConfig,
  ) {}

  async sign({ userId, sessionId, role }: TokenSubject): Promise<string> {
    const { keyId, privateKey } = await this.keys.current();
    return new SignJWT({ role, sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid: keyId })
      .setSubject(userId)
      .setJti(randomUUID())
      .setIssuer(this.config.issuer)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(`${ACCESS_TOKEN_SECONDS}s`)
      .sign(privateKey);
  }

  /** Refuses anything that this server did not sign with RS256 for itself, or that is not valid now. */
  async verify(token: string): Promise<AccessClaims> {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.publicKey(kid), {
        algorithms: [ALGORITHM],
        issuer: this.config.issuer,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'sid', 'exp', 'iat', 'jti'],
      });
      return toClaims(payload);
    } catch (error) {
      if (error instanceof errors.JOSEError) throw new InvalidTokenError();
      throw error;
    }
  }

  private async publicKey(keyId: string | undefined) {
    const key = keyId === undefined ? undefined : await this.keys.find(keyId);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key.publicKey;
  }
}
