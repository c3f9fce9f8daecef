import os from 'node:os';
import path from 'node:path';
import type { DataPaths } from '../../../common/config/paths.js';
import { diskSpaceOf } from '../../../common/files/disk-space.js';
import type { SettingsService } from '../../../common/settings/settings.service.js';
import { DiskGuard } from './disk-guard.js';

/** The disk under the directory of temporary files. */
const guardWith = (floor: () => number): DiskGuard => {
  const directory = os.tmpdir();
  const paths = { downloads: directory, library: path.join(directory, 'not', 'there', 'yet') };
  return new DiskGuard(paths as unknown as DataPaths, { get: () => floor() } as unknown as SettingsService);
};

describe('DiskGuard', () => {
  it('is low below the floor, and stays so until there is a margin', async () => {
    let floor = 0;
    const guard = guardWith(() => floor);
    const { freeBytes } = await diskSpaceOf(os.tmpdir());
    expect(await guard.look()).toBe(false);
    floor = freeBytes * 2;
    expect(await guard.look()).toBe(true);
    floor = freeBytes * 0.95;
    expect(await guard.look()).toBe(true);
    floor = freeBytes * 0.5;
    expect(await guard.look()).toBe(false);
    floor = freeBytes * 0.9;
    expect(await guard.look()).toBe(false);
  });

  it('refuses what no emptying makes fit', async () => {
    const { totalBytes } = await diskSpaceOf(os.tmpdir());
    const tooMuch = guardWith(() => 0).reserve('a', totalBytes + 1);
    await expect(tooMuch).rejects.toMatchObject({ code: 'INSUFFICIENT_STORAGE' });
  });

  it('lets wait what does not fit beside the others, until they need less', async () => {
    const guard = guardWith(() => 0);
    const { freeBytes } = await diskSpaceOf(os.tmpdir());
    const most = Math.floor(freeBytes * 0.6);
    await guard.reserve('a', most);
    await guard.reserve('a', most);
    await expect(guard.reserve('b', most)).rejects.toMatchObject({ reason: 'disk_space' });
    guard.note('a', Math.floor(freeBytes * 0.1));
    await guard.reserve('b', most);
    guard.note('never reserved', most);
    guard.forget('b');
    await guard.reserve('c', most);
  });
});
