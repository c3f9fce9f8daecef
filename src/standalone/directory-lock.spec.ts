import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DirectoryLock } from './directory-lock.js';

describe('DirectoryLock', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'sokoul-lock-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('refuses a second holder and names the first', async () => {
    await DirectoryLock.acquire(directory);
    await expect(DirectoryLock.acquire(directory)).rejects.toMatchObject({
      code: 'DATA_DIR_IN_USE',
      message: expect.stringContaining(`process ${process.pid}`),
    });
  });

  it('is free again after release, and leaves no file', async () => {
    await (await DirectoryLock.acquire(directory)).release();
    expect(await readdir(directory)).toEqual([]);
    expect((await DirectoryLock.acquire(directory)).wasAbandoned).toBe(false);
  });

  it.each([
    ['whose process id belongs to another process by now', `${process.pid} another-boot/1\n`],
    ['that was cut off while it was written', ''],
  ])('takes over a lock %s', async (_case, content) => {
    await writeFile(path.join(directory, 'lock'), content);
    expect((await DirectoryLock.acquire(directory)).wasAbandoned).toBe(true);
  });

  it('lets exactly one of several starters win', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => DirectoryLock.acquire(directory)),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });
});
