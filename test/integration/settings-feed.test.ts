import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { SettingsFeed } from '../../src/common/settings/settings-feed.js';
import { SETTINGS } from '../../src/common/settings/settings.js';
import { SettingsService } from '../../src/common/settings/settings.service.js';
import { StoredSettings } from '../../src/common/settings/stored-settings.repository.js';
import { EmbeddedRedis } from '../../src/standalone/embedded-redis.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';
import { waitFor } from '../support/wait-for.js';

const KEY = 'limits.downloads_per_user';

describe('changed settings', () => {
  let context: TestContext;
  let settings: SettingsService;
  let stored: StoredSettings;
  let redis: EmbeddedRedis;
  let directory: string;

  const limit = () => settings.get(SETTINGS.limits.downloads_per_user);

  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-settings-'));
    redis = await EmbeddedRedis.start({ directory, log: () => undefined });
    context = await startTestContext({}, { REDIS_URL: redis.url });
    settings = context.app.get(SettingsService);
    stored = context.app.get(StoredSettings);
  });
  afterAll(async () => {
    await context?.stop();
    await redis?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('hold here as soon as they are announced, and are told once to who listens', async () => {
    let told = 0;
    settings.onChange(() => told++);
    await stored.put(KEY, 9, null);
    await context.app.get(SettingsFeed).changed();
    expect(limit()).toBe(9);
    await settings.reload();
    expect(told).toBe(1);
  });

  it('are noticed without Redis as well', async () => {
    await redis.stop();
    await stored.put(KEY, 11, null);
    await waitFor('the change to be noticed', () => limit() === 11, 5000);
    await expect(context.app.get(SettingsFeed).changed()).resolves.toBeUndefined();
  });

  it('do not hold when they can’t be used', async () => {
    await context.app
      .get(UnitOfWork)
      .manager.query(`UPDATE setting SET value = '"many"', version = version + 1 WHERE key = $1`, [KEY]);
    await waitFor('the default to be back', () => limit() === 5, 5000);
  });
});
