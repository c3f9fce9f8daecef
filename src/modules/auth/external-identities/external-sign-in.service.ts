import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SealedBox } from '../../../common/crypto/sealed-box.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { AuditLog } from '../../audit/index.js';
import { SessionIssuer } from '../sessions/session-issuer.js';
import type { BrowserWishes, SignedIn, SigningInUser } from '../sessions/signed-in.js';
import { UsersRepository } from '../users.repository.js';
import { ExternalAccounts } from './external-accounts.js';
import { AccountInactiveError, AccountNotLinkedError } from './external-identities.errors.js';
import { ExternalIdentitiesRepository } from './external-identities.repository.js';
import type { IdentityProvider } from './external-identity.entity.js';
import type { ExternalPolicy, ExternalProfile } from './external-profile.js';
import { ExternalRoles } from './external-roles.js';

/** Who the profile belongs to here, or why nobody is signed in. */
export type Identified =
  | { readonly user: SigningInUser; readonly refusal?: never }
  | { readonly refusal: AccountNotLinkedError | AccountInactiveError; readonly userId: string | null };

export const tokenContext = (identityId: string): string => `external_identity:${identityId}`;

/** Finds, or makes, the account of somebody whom an issuer vouches for. Never by e-mail address: see the README. */
@Injectable()
export class ExternalSignInService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly identities: ExternalIdentitiesRepository,
    private readonly users: UsersRepository,
    private readonly accounts: ExternalAccounts,
    private readonly roles: ExternalRoles,
    private readonly issuer: SessionIssuer,
    private readonly sealedBox: SealedBox,
    private readonly audit: AuditLog,
  ) {}

  /** Joins the open transaction and locks the account. A refusal is returned, so that what was used up stays so. */
  async identify(profile: ExternalProfile, policy: ExternalPolicy): Promise<Identified> {
    return this.uow.run(async () => {
      const identity = await this.identities.lock(profile);
      if (!identity) return this.welcome(profile, policy);
      await this.roles.apply(identity.userId, policy.role);
      const user = await this.users.lockActive(identity.userId);
      if (!user) return { refusal: new AccountInactiveError(), userId: identity.userId };
      await this.identities.noteUse(identity.id, profile, this.seal(identity.id, profile.token));
      return { user };
    });
  }

  /** Joins the open transaction. */
  open(user: SigningInUser, provider: IdentityProvider, browser: BrowserWishes | null): Promise<SignedIn> {
    return this.issuer.open(user, provider, browser);
  }

  /** Audits the refusal, outside the transaction that found it, and throws it. */
  async refuse(
    { provider, issuer, subject, username }: ExternalProfile,
    refusal: Error & { code: string },
    userId: string | null = null,
  ): Promise<never> {
    await this.audit.recordAlone({
      action: 'login_failed',
      resource: 'user',
      resourceId: userId,
      newValue: { method: provider, issuer, subject, username, reason: refusal.code },
    });
    throw refusal;
  }

  private async welcome(profile: ExternalProfile, policy: ExternalPolicy): Promise<Identified> {
    if (!policy.createsUsers) return { refusal: new AccountNotLinkedError(), userId: null };
    const user = await this.accounts.create(profile, policy.role);
    const { provider, issuer, subject, username, email, token } = profile;
    const id = randomUUID();
    const sealedToken = this.seal(id, token);
    const row = { id, provider, issuer, subject, userId: user.id, username, email, sealedToken };
    if (!(await this.identities.insertIfNew(row))) throw new Error('The profile was linked under its lock');
    return { user };
  }

  private seal(identityId: string, token: string | null): string | null {
    return token === null ? null : this.sealedBox.seal(token, tokenContext(identityId));
  }
}
