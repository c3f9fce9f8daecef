import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { SETTINGS } from '../../../common/settings/settings.js';
import { SettingsService } from '../../../common/settings/settings.service.js';
import { AuditLog } from '../../audit/index.js';
import { AccountsService } from '../../auth/index.js';
import { QuotaExceededError } from './quotas.errors.js';
import { QuotasRepository } from './quotas.repository.js';
import type { QuotaLimits, QuotaUse } from './quotas.repository.js';
import type { UserQuota } from './user-quota.entity.js';

export type QuotaOverride = Pick<UserQuota, 'dailyBytes' | 'storedBytes'>;

/** What holds for somebody, what of it is said for them alone, and what they have used. */
export interface QuotaState {
  readonly userId: string;
  readonly override: QuotaOverride;
  readonly limits: QuotaLimits;
  readonly used: QuotaUse;
}

const NO_OVERRIDE: QuotaOverride = { dailyBytes: null, storedBytes: null };

/** How much one person's downloads may receive within 24 hours, and how much they may occupy. */
@Injectable()
export class QuotasService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly quotas: QuotasRepository,
    private readonly settings: SettingsService,
    private readonly accounts: AccountsService,
    private readonly audit: AuditLog,
  ) {}

  /** Throws NotFoundError. */
  async getOf(userId: string): Promise<QuotaState> {
    await this.accounts.getById(userId);
    return this.stateOf(userId);
  }

  /** Null goes back to what the settings say, zero is no quota. Throws NotFoundError. */
  async set(userId: string, wanted: QuotaOverride): Promise<QuotaState> {
    return this.uow.run(async () => {
      const { override: before } = await this.getOf(userId);
      await this.quotas.putOverride(userId, wanted);
      await this.audit.record({
        action: 'user_quota_changed',
        resource: 'user',
        resourceId: userId,
        oldValue: toFacts(before),
        newValue: toFacts(wanted),
      });
      return this.stateOf(userId);
    });
  }

  /** Throws QuotaExceededError when nothing more, or not so much more, may be fetched. Null: the size is unknown. */
  async refuseBeyond(userId: string, sizeBytes: number | null): Promise<void> {
    const override = await this.quotas.findOverride(userId);
    const limits = this.limitsWith(override ?? NO_OVERRIDE);
    if (limits.dailyBytes === 0 && limits.storedBytes === 0) return;
    const used = await this.quotas.useOf(userId);
    if (limits.dailyBytes > 0 && used.dailyBytes >= limits.dailyBytes)
      throw new QuotaExceededError('daily', limits.dailyBytes, used.dailyBytes);
    const isFull = used.storedBytes >= limits.storedBytes;
    if (limits.storedBytes > 0 && (isFull || used.storedBytes + (sizeBytes ?? 0) > limits.storedBytes))
      throw new QuotaExceededError('stored', limits.storedBytes, used.storedBytes);
  }

  /** Owners whose downloads have to wait. */
  exhaustedOwners(): Promise<string[]> {
    return this.quotas.exhaustedOwners(this.limitsWith(NO_OVERRIDE));
  }

  private async stateOf(userId: string): Promise<QuotaState> {
    const override = (await this.quotas.findOverride(userId)) ?? NO_OVERRIDE;
    return {
      userId,
      override,
      limits: this.limitsWith(override),
      used: await this.quotas.useOf(userId),
    };
  }

  private limitsWith({ dailyBytes, storedBytes }: QuotaOverride): QuotaLimits {
    return {
      dailyBytes: dailyBytes ?? this.settings.get(SETTINGS.quotas.daily_bytes),
      storedBytes: storedBytes ?? this.settings.get(SETTINGS.quotas.stored_bytes),
    };
  }
}

const toFacts = ({ dailyBytes, storedBytes }: QuotaOverride): object => ({
  daily_bytes: dailyBytes,
  stored_bytes: storedBytes,
});
