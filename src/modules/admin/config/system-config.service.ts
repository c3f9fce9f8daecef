import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { SettingSource } from '../../../common/settings/effective-settings.js';
import type { EffectiveSetting } from '../../../common/settings/effective-settings.js';
import { SettingsFeed } from '../../../common/settings/settings-feed.js';
import { SETTINGS } from '../../../common/settings/settings.js';
import { SettingsService } from '../../../common/settings/settings.service.js';
import { StoredSettings } from '../../../common/settings/stored-settings.repository.js';
import { AuditLog } from '../../audit/index.js';
import { AdminIpRulesService } from '../../security/index.js';
import type { ListChange } from '../../security/index.js';
import { ConfigVersionConflictError, SettingImposedError } from './config.errors.js';
import { settingChanges } from './setting-changes.js';
import type { RequestedChanges, SettingChange } from './setting-changes.js';

export interface SystemConfig {
  /** Grows with every change. */
  readonly version: number;
  readonly settings: readonly EffectiveSetting[];
}

export interface ConfigUpdate {
  readonly changes: RequestedChanges;
  /** The version that the changes were made from; undefined to overwrite whatever is there. */
  readonly version: number | undefined;
  /** Who, from where, and whether a lock-out is accepted. */
  readonly by: ListChange;
}

/** What administrators may change while the system runs. Changes hold on every process within moments. */
@Injectable()
export class SystemConfigService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly settings: SettingsService,
    private readonly stored: StoredSettings,
    private readonly feed: SettingsFeed,
    private readonly ipRules: AdminIpRulesService,
    private readonly audit: AuditLog,
  ) {}

  /** As it is stored, also when this process has not heard of the last change yet. */
  async get(): Promise<SystemConfig> {
    await this.settings.reload();
    return { version: this.settings.version, settings: this.settings.all() };
  }

  /**
   * All or nothing. Answers with the keys that are different now. Throws ValidationError, SettingImposedError,
   * ConfigVersionConflictError, WhitelistLockoutError.
   */
  async update({ changes, version, by }: ConfigUpdate): Promise<string[]> {
    const wanted = settingChanges(changes);
    return this.uow.run(async () => {
      await this.stored.lock();
      const before = await this.get();
      if (version !== undefined && version !== before.version)
        throw new ConfigVersionConflictError(before.version);
      const updated: string[] = [];
      for (const change of wanted) if (await this.apply(change, before, by)) updated.push(change.listed.key);
      if (updated.length > 0) await this.uow.afterCommit(() => this.feed.changed());
      return updated;
    });
  }

  /** False when nothing changes by it. */
  private async apply(change: SettingChange, before: SystemConfig, by: ListChange): Promise<boolean> {
    const { key, setting } = change.listed;
    const present = before.settings.find((one) => one.key === key);
    if (!present || isAsWanted(present, change.value)) return false;
    if (present.isImposed) throw new SettingImposedError(key, setting.variable);
    const next = change.value ?? present.fallback;
    if (setting === SETTINGS.security.admin_ip_rules_enabled && next === true && present.value !== true)
      await this.ipRules.refuseLockoutBy(by);
    await this.stored.put(key, change.value, by.actor.id);
    await this.audit.record({
      action: 'config_changed',
      resource: 'setting',
      resourceId: key,
      oldValue: { value: present.value, source: present.source },
      newValue: { value: next, is_reset: change.value === null },
    });
    return true;
  }
}

function isAsWanted({ source, value }: EffectiveSetting, wanted: unknown): boolean {
  const isStored = source === SettingSource.Stored;
  return wanted === null ? !isStored : isStored && isDeepStrictEqual(value, wanted);
}
