import type { Config } from '../config/load-config.js';
import { ALL_SETTINGS } from './settings.js';
import type { ListedSetting } from './settings.js';
import type { Setting } from './setting.js';
import type { StoredSetting } from './stored-setting.entity.js';

/** Where a value comes from. */
export const SettingSource = { Default: 'default', Environment: 'environment', Stored: 'stored' } as const;
export type SettingSource = (typeof SettingSource)[keyof typeof SettingSource];

/** A setting as it holds now. */
export interface EffectiveSetting extends ListedSetting {
  readonly value: unknown;
  /** As it is in the table; null or undefined without a choice. */
  readonly stored: unknown;
  /** What would hold if nothing were stored. */
  readonly fallback: unknown;
  readonly source: SettingSource;
  /** The operator decided it in the environment: storing something has no effect. */
  readonly isImposed: boolean;
  readonly updatedBy: string | null;
  readonly updatedAt: Date | null;
}

export interface Snapshot {
  readonly bySetting: ReadonlyMap<Setting, EffectiveSetting>;
  /** Grows with every change. */
  readonly version: number;
  /** Keys whose stored value can't be used, and is not. */
  readonly unusable: readonly string[];
}

interface Choice<T> {
  readonly value: T;
  readonly source: SettingSource;
  readonly isImposed: boolean;
}

/** The operator's word, else what is stored if it can be used, else the environment or the default, which are good as they are. */
export function choose<T>(setting: Setting<T>, config: Config, stored: unknown): Choice<T> {
  const imposed = setting.imposed?.(config);
  if (imposed !== undefined) return { value: imposed, source: SettingSource.Environment, isImposed: true };
  const usable = setting.kind.schema.safeParse(stored);
  if (usable.success) return { value: usable.data, source: SettingSource.Stored, isImposed: false };
  const isSet = setting.variable !== undefined && config.isSet(setting.variable);
  const source = isSet ? SettingSource.Environment : SettingSource.Default;
  return { value: setting.fallback(config), source, isImposed: false };
}

/** Brings together what the operator, the administrators and the defaults say. Rows of unknown keys are ignored. */
export function effectiveSettings(config: Config, rows: readonly StoredSetting[]): Snapshot {
  const stored = new Map(rows.map((row) => [row.key, row]));
  const all = ALL_SETTINGS.map((listed): EffectiveSetting => {
    const row = stored.get(listed.key);
    return {
      ...listed,
      ...choose(listed.setting, config, row?.value),
      stored: row?.value,
      fallback: listed.setting.fallback(config),
      updatedBy: row?.updatedBy ?? null,
      updatedAt: row?.updatedAt ?? null,
    };
  });
  const isUnusable = (one: EffectiveSetting) =>
    !one.isImposed && one.source !== SettingSource.Stored && (one.stored ?? null) !== null;
  return {
    bySetting: new Map(all.map((one) => [one.setting, one])),
    version: rows.reduce((sum, row) => sum + row.version, 0),
    unusable: all.filter(isUnusable).map(({ key }) => key),
  };
}
