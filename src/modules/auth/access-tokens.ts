import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SignJWT, createLocalJWKSet, errors, jwtVerify } from 'jose';
import { AuthConfig } from '../../common/config/auth.config.js';
import { InvalidTokenError } from '../../common/errors/common.errors.js';
import type { LiveSession } from './sessions.repository.js';
import { SigningKeys } from './signing-keys.js';

/** Documented life of an access token. */
export const ACCESS_TOKEN_SECONDS = 3600;
const AUDIENCE = 'sokoul-api';
const ALGORITHM = 'RS256';

export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

/** Signs and checks access tokens (RFC 9068 style JWT, RS256 only). */
@Injectable()
export class AccessTokens {
  private readonly keySet: ReturnType<typeof createLocalJWKSet>;

  constructor(
    private readonly keys: SigningKeys,
    private readonly config: AuthConfig,
  ) {
    this.keySet = createLocalJWKSet({ keys: [keys.publicJwk] });
  }

  sign({ userId, sessionId, role }: LiveSession): Promise<string> {
    return new SignJWT({ role, sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid: this.keys.keyId })
      .setSubject(userId)
      .setJti(randomUUID())
      .setIssuer(this.config.issuer)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(`${ACCESS_TOKEN_SECONDS}s`)
      .sign(this.keys.privateKey);
  }

  /** Refuses anything that this server did not sign with RS256 for itself, or that is not valid now. */
  async verify(token: string): Promise<AccessClaims> {
    try {
      const { payload } = await jwtVerify(token, this.keySet, {
        algorithms: [ALGORITHM],
        issuer: this.config.issuer,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'sid', 'exp', 'iat', 'jti'],
      });
      const { sub, sid, exp } = payload;
      if (sub === undefined || typeof sid !== 'string' || exp === undefined) throw new InvalidTokenError();
      return { userId: sub, sessionId: sid, expiresAt: new Date(exp * 1000) };
    } catch (error) {
      if (error instanceof errors.JOSEError) throw new InvalidTokenError();
      throw error;
    }
  }
}
