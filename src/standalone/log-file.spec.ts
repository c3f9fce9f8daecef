import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LogFile } from './log-file.js';

describe('LogFile', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'sokoul-log-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('keeps the log of the run before this one', async () => {
    const file = path.join(directory, 'logs/postgres.log');
    for (const line of ['first', 'second', 'third']) {
      const log = new LogFile(file);
      log.write(line);
      log.close();
    }
    expect(await readFile(file, 'utf8')).toBe('third\n');
    expect(await readFile(`${file}.1`, 'utf8')).toBe('second\n');
  });

  it('never fills the disk', async () => {
    const file = path.join(directory, 'postgres.log');
    const log = new LogFile(file);
    for (let written = 0; written < 25; written++) log.write('x'.repeat(1024 * 1024));
    log.close();
    expect(await readdir(directory)).toEqual(['postgres.log', 'postgres.log.1']);
    expect((await stat(file)).size).toBeLessThan(10 * 1024 * 1024);
  });
});
