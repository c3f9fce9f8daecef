import { FlagField, IntField } from '../../../../common/http/fields.js';
import { SettingWishes } from './setting-group.js';

export class UpdateConfigQuery {
  @FlagField({ default: false, description: 'Enforce the whitelist even if it locks you out' })
  force: boolean = false;
}

/** Only what is named changes; null goes back to what holds without a choice. */
export class UpdateConfigBody {
  @IntField({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    optional: true,
    description: 'The `version` that you read: refused with 409 when somebody changed something since',
    example: 4,
  })
  version?: number;

  @SettingWishes('features', 'What is switched on', { registration_enabled: false })
  features?: object;

  @SettingWishes('limits', 'How much of it', { downloads_per_user: 10 })
  limits?: object;

  @SettingWishes('search', 'How searches go', { share_minutes: 10 })
  search?: object;
  @SettingWishes('downloads', 'How downloads are run', { min_free_bytes: 10_000_000_000 })
  downloads?: object;

  @SettingWishes('quotas', 'What one person’s downloads may receive and occupy', { daily_bytes: 0 })
  quotas?: object;

  @SettingWishes('library', 'How files get into the library', { replace_on_upgrade: true })
  library?: object;

  @SettingWishes('security', 'What keeps it safe', { session_days: 3 })
  security?: object;
}
