import { DownloadsConfig } from '../config/downloads.config.js';
import { LibraryConfig } from '../config/library.config.js';
import { LimitsConfig } from '../config/limits.config.js';
import { SearchConfig } from '../config/search.config.js';
import { DOWNLOAD_SETTINGS, QUOTA_SETTINGS } from './download-settings.js';
import { LIBRARY_SETTINGS } from './library-settings.js';
import { rateLimitOverrides, toRateLimitOverrides } from './rate-limit-overrides.js';
import { flag, setting, wholeNumber } from './setting.js';
import type { Setting } from './setting.js';

/** Everything that administrators may change while the system runs, by group. */
export const SETTINGS = {
  features: {
    registration_enabled: setting({
      kind: flag(),
      description: 'Whether people may register by themselves. Administrators can always create accounts.',
      fallback: () => true,
    }),
    downloads_enabled: setting({
      kind: flag(),
      description: 'Whether downloads may be started and resumed. Those under way go on.',
      fallback: () => true,
    }),
    streaming_enabled: setting({
      kind: flag(),
      description: 'Whether anything is played. Links that were given out stop working until it is on again.',
      fallback: () => true,
    }),
  },
  limits: {
    downloads_per_user: setting({
      kind: wholeNumber(1, 1000),
      description: 'Downloads that one person may have under way at once.',
      fallback: (config) => config.get(DownloadsConfig).perUser,
      variable: 'SOKOUL_DOWNLOADS_PER_USER',
    }),
    searches_per_user: setting({
      kind: wholeNumber(1, 1000),
      description: 'Searches that one person may have under way at once.',
      fallback: () => 20,
    }),
    search_timeout_seconds: setting({
      kind: wholeNumber(1, 120),
      description:
        'Seconds after which a search ends with what has arrived, unless the request names its own.',
      fallback: (config) => config.get(SearchConfig).timeoutSeconds,
      variable: 'SOKOUL_SEARCH_TIMEOUT_SECONDS',
    }),
    stream_session_minutes: setting({
      kind: wholeNumber(1, 1440),
      description: 'Minutes that a new stream link is valid.',
      fallback: (config) => config.get(LibraryConfig).streamSessionMinutes,
      variable: 'SOKOUL_STREAM_SESSION_MINUTES',
    }),
    rate_limits: setting({
      kind: rateLimitOverrides(),
      description:
        'Rate limits that differ from the defaults, as {"name.user": {"requests", "seconds"}} or "name.address". Replaces those of the environment as a whole.',
      fallback: (config) => toRateLimitOverrides(config.get(LimitsConfig).rateLimits),
      variable: 'SOKOUL_RATE_LIMITS',
    }),
  },
  search: {
    share_minutes: setting({
      kind: wholeNumber(0, 60),
      description:
        'Minutes during which equal searches, whoever starts them, share the answers of providers. 0 asks the providers every time.',
      fallback: () => 5,
    }),
    keep_days: setting({
      kind: wholeNumber(1, 3650),
      description: 'Days after which searches are deleted with what they found.',
      fallback: () => 30,
    }),
  },
  downloads: DOWNLOAD_SETTINGS,
  quotas: QUOTA_SETTINGS,
  library: LIBRARY_SETTINGS,
  security: {
    session_days: setting({
      kind: wholeNumber(1, 90),
      description:
        'Days that a sign-in lasts when it is not refreshed. Sessions that are open get it with their next refresh.',
      fallback: () => 7,
    }),
    password_min_length: setting({
      kind: wholeNumber(12, 128),
      description: 'Fewest characters of a new password. Present passwords stay good.',
      fallback: () => 12,
    }),
    rate_limiting_enabled: setting({
      kind: flag(),
      description: 'Whether requests are counted. SOKOUL_RATE_LIMITS=off decides it for good.',
      fallback: () => true,
      variable: 'SOKOUL_RATE_LIMITS',
      imposed: (config) => (config.get(LimitsConfig).rateLimits === 'off' ? false : undefined),
    }),
    admin_ip_rules_enabled: setting({
      kind: flag(),
      description:
        'Whether administration is limited to the addresses of the whitelist. SOKOUL_ADMIN_IP_RULES=false decides it for good.',
      fallback: () => true,
      variable: 'SOKOUL_ADMIN_IP_RULES',
      imposed: (config) => (config.get(LimitsConfig).areAdminIpRulesEnforced ? undefined : false),
    }),
  },
} as const satisfies Record<string, Record<string, Setting>>;

export type SettingGroup = keyof typeof SETTINGS;

/** A setting and its place. */
export interface ListedSetting {
  readonly group: string;
  readonly name: string;
  /** `group.name` */
  readonly key: string;
  readonly setting: Setting;
}

export const ALL_SETTINGS: readonly ListedSetting[] = Object.entries(SETTINGS).flatMap(([group, settings]) =>
  Object.entries<Setting>(settings).map(([name, one]) => ({
    group,
    name,
    key: `${group}.${name}`,
    setting: one,
  })),
);
