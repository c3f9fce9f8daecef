import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { AddressNotAllowedError } from '../../common/access/admin-network.js';
import type { AdminOrigin } from '../../common/access/admin-network.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { offsetOf } from '../../common/http/paging.js';
import type { PageQuery } from '../../common/http/paging.js';
import { AddressRange } from '../../common/net/address-range.js';
import { AuditLog } from '../audit/index.js';
import { AddressList } from './address-list.js';
import type { AdminIpRule } from './admin-ip-rule.entity.js';
import { AdminIpRulesRepository } from './admin-ip-rules.repository.js';
import { WhitelistEntryExistsError, WhitelistLockoutError } from './security.errors.js';
import { StoredAdminNetwork } from './stored-admin-network.js';

/** Who changes the list, from where, and whether they accept to be locked out by it. */
export interface ListChange {
  readonly actor: Actor;
  readonly origin: AdminOrigin;
  readonly force: boolean;
}

export interface AddressEntry {
  readonly ipAddress: string;
  readonly description: string | null;
}

@Injectable()
export class AdminIpRulesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rules: AdminIpRulesRepository,
    private readonly network: StoredAdminNetwork,
    private readonly audit: AuditLog,
  ) {}

  async add({ ipAddress, description }: AddressEntry, change: ListChange): Promise<AdminIpRule> {
    const range = AddressRange.parse(ipAddress);
    if (!range)
      throw new ValidationError('ip_address must be an IP address or a CIDR range', {
        field: 'ip_address',
        received: ipAddress,
      });
    const rule = await this.uow.run(async () => {
      await this.begin(change);
      const inserted = await this.rules.insertIfNew({
        id: randomUUID(),
        cidr: range.cidr,
        description,
        createdBy: change.actor.id,
      });
      if (!inserted) throw new WhitelistEntryExistsError(range.toString());
      await this.refuseLockout(change);
      await this.note('whitelist_entry_added', inserted.id, {
        newValue: { ip_address: range.toString(), description },
      });
      return inserted;
    });
    await this.network.changed();
    return rule;
  }

  list(query: PageQuery): Promise<[AdminIpRule[], number]> {
    return this.rules.page(offsetOf(query), query.limit);
  }

  /** Throws WhitelistLockoutError when enforcing the list would lock out who wants it. Joins the open transaction. */
  async refuseLockoutBy(change: ListChange): Promise<void> {
    await this.uow.run(async () => {
      await this.rules.lock();
      await this.refuseLockout(change);
    });
  }

  async remove(id: string, change: ListChange): Promise<void> {
    await this.uow.run(async () => {
      await this.begin(change);
      const rule = await this.rules.findById(id);
      if (!rule) throw new NotFoundError('Whitelist entry', id);
      await this.rules.delete(id);
      await this.refuseLockout(change);
      const { cidr, description } = rule;
      await this.note('whitelist_entry_removed', id, { oldValue: { ip_address: cidr, description } });
    });
    await this.network.changed();
  }

  /** Who was let in may have been taken off the list since, by the change before this one. */
  private async begin({ origin }: ListChange): Promise<void> {
    await this.rules.lock();
    if (this.network.isEnforced && !AddressList.of(await this.rules.allCidrs()).allows(origin))
      throw new AddressNotAllowedError();
  }

  /** Looks at the list as the open transaction leaves it. */
  private async refuseLockout({ origin, force }: ListChange): Promise<void> {
    if (force || AddressList.of(await this.rules.allCidrs()).allows(origin)) return;
    throw new WhitelistLockoutError(origin.ipAddress ?? null);
  }

  private note(action: string, id: string, values: { oldValue?: object; newValue?: object }): Promise<void> {
    return this.audit.record({ action, resource: 'admin_ip_rule', resourceId: id, ...values });
  }
}
