import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { AuditLog } from '../../audit/index.js';
import { SessionIssuer } from '../sessions/session-issuer.js';
import type { SignedIn } from '../sessions/signed-in.js';
import { UsersRepository } from '../users.repository.js';
import { ExchangeCodeInvalidError } from './oidc.errors.js';
import { OidcSignInsRepository } from './oidc-sign-ins.repository.js';

/** The S256 challenge of a verifier (RFC 7636). */
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/** Tokens for the one-time code that a frontend got in its URL; worthless without the frontend's verifier. */
@Injectable()
export class OidcExchangeService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rows: OidcSignInsRepository,
    private readonly users: UsersRepository,
    private readonly issuer: SessionIssuer,
    private readonly audit: AuditLog,
  ) {}

  async exchange(code: string, codeVerifier: string): Promise<SignedIn> {
    const { userId, signedIn } = await this.uow.run(async () => {
      const found = await this.rows.exchange(code, challengeOf(codeVerifier));
      const user = found === null ? null : await this.users.lockActive(found);
      return { userId: found, signedIn: user && (await this.issuer.open(user, 'oidc', null)) };
    });
    if (signedIn) return signedIn;
    const refusal = new ExchangeCodeInvalidError();
    await this.audit.recordAlone({
      action: 'login_failed',
      resource: 'user',
      resourceId: userId,
      newValue: { method: 'oidc', reason: refusal.code },
    });
    throw refusal;
  }
}
