import { Injectable } from '@nestjs/common';
import type { Role } from '../../../common/access/role.js';
import type { Scope } from '../../../common/access/scope.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { offsetOf } from '../../../common/http/paging.js';
import type { PageQuery } from '../../../common/http/paging.js';
import { ApiKey } from './api-key.entity.js';

export type NewApiKey = Omit<ApiKey, 'user' | 'createdAt' | 'lastUsedAt'>;

/** A key that is good at this moment, with what a request needs to know of its owner. */
export interface LiveApiKey {
  readonly id: string;
  readonly userId: string;
  readonly username: string;
  readonly role: Role;
  readonly requiresPasswordChange: boolean;
  readonly scopes: Scope[];
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

const LIVE_KEY = `
  SELECT k.id, k.user_id AS "userId", u.username, u.role, u.requires_password_change AS "requiresPasswordChange",
         k.scopes, k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt"
    FROM api_key k JOIN app_user u ON u.id = k.user_id
   WHERE k.key_hash = $1 AND u.status = 'active' AND (k.expires_at IS NULL OR k.expires_at > now())`;

@Injectable()
export class ApiKeysRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(ApiKey);
  }

  async insert(key: NewApiKey): Promise<ApiKey> {
    await this.rows.insert(key);
    return this.rows.findOneByOrFail({ id: key.id });
  }

  /** How many the person has. Locks the account, so that two callers count one after the other. */
  async countForInsert(userId: string): Promise<number> {
    await this.uow.manager.query('SELECT 1 FROM app_user WHERE id = $1 FOR NO KEY UPDATE', [userId]);
    return this.rows.countBy({ userId });
  }

  pageOf(userId: string, page: PageQuery): Promise<[ApiKey[], number]> {
    return this.rows.findAndCount({
      where: { userId },
      order: { createdAt: 'DESC', id: 'ASC' },
      skip: offsetOf(page),
      take: page.limit,
    });
  }

  async findLive(keyHash: string): Promise<LiveApiKey | null> {
    const [row] = await this.uow.manager.query<LiveApiKey[]>(LIVE_KEY, [keyHash]);
    return row ?? null;
  }

  async touch(id: string): Promise<void> {
    await this.uow.manager.query('UPDATE api_key SET last_used_at = now() WHERE id = $1', [id]);
  }

  /** The deleted key, or null when it is not one of this person. */
  async delete(userId: string, id: string): Promise<ApiKey | null> {
    const key = await this.rows.findOneBy({ id, userId });
    const { affected } = await this.rows.delete({ id, userId });
    return affected === 1 ? key : null;
  }
}
