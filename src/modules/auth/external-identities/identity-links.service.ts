import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SealedBox } from '../../../common/crypto/sealed-box.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { InvalidTokenError, NotFoundError } from '../../../common/errors/common.errors.js';
import type { PageQuery } from '../../../common/http/paging.js';
import { AuditLog } from '../../audit/index.js';
import { UsersRepository } from '../users.repository.js';
import {
  IdentityExistsError,
  IdentityTakenError,
  LastSignInMethodError,
} from './external-identities.errors.js';
import { ExternalIdentitiesRepository } from './external-identities.repository.js';
import type { ExternalIdentity } from './external-identity.entity.js';
import type { ExternalProfile } from './external-profile.js';
import { tokenContext } from './external-sign-in.service.js';

export type Linked =
  | { readonly identity: ExternalIdentity; readonly refusal?: never }
  | { readonly refusal: IdentityTakenError | IdentityExistsError };

/** The accounts elsewhere that a signed-in person links to theirs, and unlinks. */
@Injectable()
export class IdentityLinksService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly identities: ExternalIdentitiesRepository,
    private readonly users: UsersRepository,
    private readonly sealedBox: SealedBox,
    private readonly audit: AuditLog,
  ) {}

  listOf(userId: string, page: PageQuery): Promise<[ExternalIdentity[], number]> {
    return this.identities.pageOf(userId, page);
  }

  /**
   * Linking what is linked already only brings it up to date. Joins the open transaction. A refusal is returned, so that
   * what was used up stays so.
   */
  async link(userId: string, profile: ExternalProfile): Promise<Linked> {
    return this.uow.run(async () => {
      const present = await this.identities.lock(profile);
      if (!(await this.users.lockActive(userId))) throw new InvalidTokenError();
      if (present && present.userId !== userId) return { refusal: new IdentityTakenError() };
      const id = present?.id ?? randomUUID();
      const { provider, issuer, subject, username, email, token } = profile;
      const sealedToken = token === null ? null : this.sealedBox.seal(token, tokenContext(id));
      if (present) {
        await this.identities.noteUse(id, profile, sealedToken);
        return { identity: present };
      }
      const row = { id, provider, issuer, subject, userId, username, email, sealedToken };
      if (!(await this.identities.insertIfNew(row))) return { refusal: new IdentityExistsError() };
      const newValue = { provider, issuer, subject, username };
      await this.audit.record({
        action: 'identity_linked',
        resource: 'external_identity',
        resourceId: id,
        newValue,
        userId,
      });
      return { identity: await this.identities.findById(id) };
    });
  }

  /** Audits the refusal, outside the transaction that found it, and throws it. */
  async refuse(userId: string, profile: ExternalProfile, refusal: Error & { code: string }): Promise<never> {
    const { provider, issuer, subject, username } = profile;
    await this.audit.recordAlone({
      action: 'identity_link_refused',
      resource: 'external_identity',
      newValue: { provider, issuer, subject, username, reason: refusal.code },
      userId,
    });
    throw refusal;
  }

  /** Refuses to leave the account without a way to sign in. */
  async unlink(userId: string, id: string): Promise<void> {
    await this.uow.run(async () => {
      // The lock lets two requests for the last two links come one after the other.
      if (!(await this.users.lockActive(userId))) throw new InvalidTokenError();
      const all = await this.identities.allOf(userId);
      const identity = all.find((one) => one.id === id);
      if (!identity) throw new NotFoundError('Identity', id);
      const user = await this.users.findWithPassword(userId);
      if (all.length === 1 && user?.passwordHash === null) throw new LastSignInMethodError();
      await this.identities.delete(id);
      const { provider, issuer, subject, username } = identity;
      const oldValue = { provider, issuer, subject, username };
      await this.audit.record({
        action: 'identity_unlinked',
        resource: 'external_identity',
        resourceId: id,
        oldValue,
      });
    });
  }
}
