import type { Config } from '../config/load-config.js';
import type { Logger } from '../logging/logger.js';
import { choose, effectiveSettings } from './effective-settings.js';
import type { EffectiveSetting, Snapshot } from './effective-settings.js';
import { FeatureDisabledError } from './feature-disabled.error.js';
import type { Setting } from './setting.js';
import type { StoredSettings } from './stored-settings.repository.js';

/** The settings that hold at this moment. Reading one costs nothing: the values are in memory. */
export class SettingsService {
  private readonly listeners: (() => void)[] = [];
  private lastLoad: Promise<void> = Promise.resolve();
  private snapshot: Snapshot;

  private constructor(
    private readonly stored: StoredSettings,
    private readonly config: Config,
    private readonly logger: Logger,
  ) {
    this.snapshot = effectiveSettings(config, []);
  }

  /** Resolves when the stored values are known. */
  static async open(stored: StoredSettings, config: Config, logger: Logger): Promise<SettingsService> {
    const settings = new SettingsService(stored, config, logger);
    await settings.reload();
    return settings;
  }

  /** Grows with every change of any setting. */
  get version(): number {
    return this.snapshot.version;
  }

  get<T>(setting: Setting<T>): T {
    return choose(setting, this.config, this.find(setting).stored).value;
  }

  /** Throws FeatureDisabledError when it is off. */
  requireFeature(setting: Setting<boolean>): void {
    if (!this.get(setting)) throw new FeatureDisabledError(this.find(setting).key);
  }

  all(): EffectiveSetting[] {
    return [...this.snapshot.bySetting.values()];
  }

  /** Calls back after each change, whichever setting it was. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** One after the other, so that what is read last is what counts. Throws when the database is away. */
  reload(): Promise<void> {
    const load = () => this.load();
    this.lastLoad = this.lastLoad.then(load, load);
    return this.lastLoad;
  }

  private find(setting: Setting): EffectiveSetting {
    const found = this.snapshot.bySetting.get(setting);
    if (!found) throw new Error('This setting is not listed in settings.ts');
    return found;
  }

  private async load(): Promise<void> {
    const next = effectiveSettings(this.config, await this.stored.all());
    const isChanged = next.version !== this.snapshot.version;
    this.snapshot = next;
    if (!isChanged) return;
    if (next.unusable.length > 0)
      this.logger.error({ settings: next.unusable }, 'Stored settings can’t be used; the defaults hold');
    for (const listener of this.listeners) listener();
  }
}
