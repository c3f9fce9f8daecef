import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartupError } from '../common/errors/startup-error.js';
import { errorCode, ignoring } from '../common/errors/error-code.js';
import { processIdentity } from './process-identity.js';

const ATTEMPTS = 3;

async function isHeld(file: string): Promise<number | undefined> {
  const text = await ignoring(['ENOENT'], () => readFile(file, 'utf8'));
  const [pid, identity] = (text ?? '').trim().split(' ');
  if (!pid || !identity) return undefined;
  return (await processIdentity(Number(pid))) === identity ? Number(pid) : undefined;
}

/** Keeps a directory to one process at a time. The lock of a process that was killed counts for nothing. */
export class DirectoryLock {
  private constructor(
    private readonly file: string,
    /** The last holder never released it: what it started may still be running. */
    readonly wasAbandoned: boolean,
  ) {}

  /** Refuses with `DATA_DIR_IN_USE` while its holder lives. */
  static async acquire(directory: string): Promise<DirectoryLock> {
    const file = path.join(directory, 'lock');
    const content = `${process.pid} ${(await processIdentity(process.pid)) ?? 'unknown'}\n`;
    let wasAbandoned = false;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        await writeFile(file, content, { flag: 'wx', mode: 0o644 });
        return new DirectoryLock(file, wasAbandoned);
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error;
      }
      const holder = await isHeld(file);
      if (holder !== undefined) throw inUse(directory, holder);
      wasAbandoned = true;
      await rm(file, { force: true });
    }
    throw inUse(directory, undefined);
  }

  async release(): Promise<void> {
    await rm(this.file, { force: true });
  }
}

/** The refusal for a directory that a living process works in. */
export function inUse(directory: string, pid: number | undefined): StartupError {
  const who = pid === undefined ? 'another process' : `process ${pid}`;
  return new StartupError(
    'DATA_DIR_IN_USE',
    `${directory} is in use by ${who}: stop that one, or set SOKOUL_DATA_DIR to another directory`,
  );
}
