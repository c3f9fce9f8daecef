import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Role } from '../../../common/access/role.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { Outbox } from '../../../common/events/outbox.js';
import { AuditLog } from '../../audit/index.js';
import { UserExistsError } from '../auth.errors.js';
import type { SigningInUser } from '../sessions/signed-in.js';
import { UsersRepository } from '../users.repository.js';
import type { ExternalProfile } from './external-profile.js';
import { toUsername, withNumber } from './username-candidates.js';

const NUMBERED_ATTEMPTS = 5;

/** Makes accounts without a password for people whom an issuer vouches for. */
@Injectable()
export class ExternalAccounts {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly users: UsersRepository,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** Joins the open transaction. A name or address that is taken stays with its owner; the new account does without. */
  async create(profile: ExternalProfile, role: Role | null): Promise<SigningInUser> {
    return this.uow.run(async () => {
      const user = await this.insert(profile, role ?? Role.User);
      const { id, username, email } = user;
      await this.outbox.record('user.registered', { user_id: id, username });
      await this.audit.record({
        action: 'user_registered',
        resource: 'user',
        resourceId: id,
        newValue: { username, email, role: user.role, provider: profile.provider, issuer: profile.issuer },
        userId: id,
      });
      return { ...user, requiresPasswordChange: false };
    });
  }

  /** The unique indexes say what is taken, not which of both: each is tried with and without the address. */
  private async insert(profile: ExternalProfile, role: Role) {
    const wanted = toUsername(profile.username ?? profile.email);
    const numbered = Array.from({ length: NUMBERED_ATTEMPTS }, () => withNumber(wanted));
    const addresses = profile.isEmailVerified && profile.email !== null ? [profile.email, null] : [null];
    for (const username of [wanted, ...numbered]) {
      for (const email of addresses) {
        const user = { id: randomUUID(), username, email, role };
        if (await this.users.insertIfNew({ ...user, passwordHash: null })) return user;
      }
    }
    throw new UserExistsError();
  }
}
