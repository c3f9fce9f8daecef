import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartupError } from '../common/errors/startup-error.js';
import { errorCode, ignoring } from '../common/errors/error-code.js';
import { processIdentity } from './process-identity.js';

const ATTEMPTS = 3;

const textOf = (file: string) => ignoring(['ENOENT'], () => readFile(file, 'utf8'));

async function holderOf(text: string | undefined): Promise<number | undefined> {
  const [pid, identity] = (text ?? '').trim().split(' ');
  if (!pid || !identity) return undefined;
  return (await processIdentity(Number(pid))) === identity ? Number(pid) : undefined;
}

/** Puts a complete file at `file` in one step, so that nobody reads half of it. False when there is one already. */
async function place(file: string, content: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, content, { flag: 'wx', mode: 0o644 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Takes a lock away that nobody holds; one that somebody placed meanwhile is put back. */
async function removeAbandoned(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  await ignoring(['ENOENT'], () => rename(file, aside));
  const taken = await textOf(aside);
  if (taken !== undefined && taken !== text) await ignoring(['EEXIST'], () => link(aside, file));
  await rm(aside, { force: true });
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
      if (await place(file, content)) return new DirectoryLock(file, wasAbandoned);
      const text = await textOf(file);
      if (text === undefined) continue;
      const holder = await holderOf(text);
      if (holder !== undefined) throw inUse(directory, holder);
      wasAbandoned = true;
      await removeAbandoned(file, text);
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
