import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../common/access/actor.js';
import { Role } from '../../../common/access/role.js';
import { Scope } from '../../../common/access/scope.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { NotFoundError, ValidationError } from '../../../common/errors/common.errors.js';
import type { PageQuery } from '../../../common/http/paging.js';
import { AuditLog } from '../../audit/index.js';
import { RealtimePublisher } from '../../realtime/index.js';
import { newApiKey } from './api-key-text.js';
import type { ApiKey } from './api-key.entity.js';
import { ApiKeyLimitError, MAX_KEYS_PER_USER } from './api-keys.errors.js';
import { ApiKeysRepository } from './api-keys.repository.js';

export interface ApiKeyWishes {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Null: until it is deleted. */
  readonly expiresAt: Date | null;
}

const refused = (field: string, problem: string) =>
  new ValidationError(`${field} ${problem}`, { field, problems: [problem] });

function checkWishes(actor: Actor, { scopes, expiresAt }: ApiKeyWishes): void {
  if (!scopes.includes(Scope.Read) && !scopes.includes(Scope.Write))
    throw refused('scopes', 'must include read or write');
  if (scopes.includes(Scope.Admin) && actor.role !== Role.Admin)
    throw refused('scopes', 'may include admin for administrators only');
  if (expiresAt && expiresAt.getTime() <= Date.now()) throw refused('expires_at', 'must be in the future');
}

/** Keys that a person gives to programs. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly keys: ApiKeysRepository,
    private readonly audit: AuditLog,
    private readonly realtime: RealtimePublisher,
  ) {}

  /** The key itself is in the answer and nowhere else. */
  async create(actor: Actor, wishes: ApiKeyWishes): Promise<{ apiKey: ApiKey; key: string }> {
    checkWishes(actor, wishes);
    const { key, prefix, keyHash } = newApiKey();
    const scopes = [...new Set(wishes.scopes)].sort();
    const { name, expiresAt } = wishes;
    const apiKey = await this.uow.run(async () => {
      if ((await this.keys.countForInsert(actor.id)) >= MAX_KEYS_PER_USER) throw new ApiKeyLimitError();
      const row = await this.keys.insert({
        id: randomUUID(),
        userId: actor.id,
        name,
        prefix,
        keyHash,
        scopes,
        expiresAt,
      });
      await this.note('api_key_created', row.id, {
        newValue: { name, prefix, scopes, expires_at: expiresAt },
      });
      return row;
    });
    return { apiKey, key };
  }

  listOf(actor: Actor, page: PageQuery): Promise<[ApiKey[], number]> {
    return this.keys.pageOf(actor.id, page);
  }

  /** Takes effect at once, on open sockets too. */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.uow.run(async () => {
      const deleted = await this.keys.delete(actor.id, id);
      if (!deleted) throw new NotFoundError('API key', id);
      const { name, prefix, scopes } = deleted;
      await this.note('api_key_deleted', id, { oldValue: { name, prefix, scopes } });
      await this.uow.afterCommit(() => this.realtime.accessChanged(actor.id));
    });
  }

  private note(action: string, resourceId: string, values: { oldValue?: object; newValue?: object }) {
    return this.audit.record({ action, resource: 'api_key', resourceId, ...values });
  }
}
