import os from 'node:os';
import { loadConfig } from '../config/load-config.js';
import type { Environment } from '../config/load-config.js';
import { effectiveSettings } from './effective-settings.js';
import { SETTINGS } from './settings.js';
import type { Setting } from './setting.js';
import type { StoredSetting } from './stored-setting.entity.js';

const row = (key: string, value: unknown, version = 1): StoredSetting => ({
  key,
  value,
  version,
  updatedBy: null,
  updatedAt: new Date(0),
});

const of = (setting: Setting, rows: StoredSetting[] = [], env: Environment = {}) => {
  const found = effectiveSettings(loadConfig(env, os.tmpdir()), rows).bySetting.get(setting);
  return [found?.value, found?.source, found?.isImposed];
};

const { downloads_per_user: perUser, rate_limits: rateLimits } = SETTINGS.limits;
const { rate_limiting_enabled: limiting, admin_ip_rules_enabled: ipRules } = SETTINGS.security;
const STORED = [row('limits.downloads_per_user', 9)];

describe('the settings that hold', () => {
  it('are the defaults, the environment’s, or what was chosen, the later before the earlier', () => {
    const env = { SOKOUL_DOWNLOADS_PER_USER: '7' };
    expect(of(perUser)).toEqual([5, 'default', false]);
    expect(of(perUser, [], env)).toEqual([7, 'environment', false]);
    expect(of(perUser, STORED, env)).toEqual([9, 'stored', false]);
  });

  it('are the defaults again when the choice is taken back', () => {
    expect(of(perUser, [row('limits.downloads_per_user', null, 2)])).toEqual([5, 'default', false]);
  });

  it('leave the last word to the operator where that is the way back in', () => {
    const on = [row('security.rate_limiting_enabled', true), row('security.admin_ip_rules_enabled', true)];
    const env = { SOKOUL_RATE_LIMITS: 'off', SOKOUL_ADMIN_IP_RULES: 'false' };
    expect(of(limiting, on, env)).toEqual([false, 'environment', true]);
    expect(of(ipRules, on, env)).toEqual([false, 'environment', true]);
    expect(of(ipRules, on, { SOKOUL_ADMIN_IP_RULES: 'true' })).toEqual([true, 'stored', false]);
  });

  it('show the rate limits of the environment in their own form', () => {
    const [value] = of(rateLimits, [], { SOKOUL_RATE_LIMITS: 'search.user=60/90' });
    expect(value).toEqual({ 'search.user': { requests: 60, seconds: 90 } });
  });

  it('take from the environment what administrators could not choose', () => {
    const [value] = of(rateLimits, [], { SOKOUL_RATE_LIMITS: 'general.user=1/3600' });
    expect(value).toEqual({ 'general.user': { requests: 1, seconds: 3600 } });
  });

  it('pass over a stored value that can’t be used, and say so', () => {
    const rows = [row('limits.downloads_per_user', 'many'), row('of.a.newer.version', 1)];
    expect(of(perUser, rows)).toEqual([5, 'default', false]);
    const { unusable, version } = effectiveSettings(loadConfig({}, os.tmpdir()), rows);
    expect(unusable).toEqual(['limits.downloads_per_user']);
    expect(version).toBe(2);
  });
});
