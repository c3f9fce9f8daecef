import { readFile } from 'node:fs/promises';
import { StartupError } from '../common/errors/startup-error.js';
import type { DirectoryLock } from './directory-lock.js';
import { inUse } from './directory-lock.js';
import { ignoring } from '../common/errors/error-code.js';
import { poll } from './poll.js';
import { worksIn } from './process-identity.js';

const STOP_TIMEOUT_MS = 10_000;

export interface ServerTraces {
  /** File whose first line is the process id of the server. */
  readonly pidFile: string;
  /** The working directory of the server. */
  readonly directory: string;
  /** From polite to harsh. */
  readonly signals: readonly NodeJS.Signals[];
}

/** The process id in `pidFile`, whether or not that process still exists. */
export async function readPid(pidFile: string): Promise<number | undefined> {
  const text = await ignoring(['ENOENT'], () => readFile(pidFile, 'utf8'));
  const pid = Number.parseInt(text ?? '', 10);
  return pid > 0 ? pid : undefined;
}

/**
 * Stops the server that a killed supervisor left behind. Refuses with `DATA_DIR_IN_USE` when the server was
 * started by someone else: the directory has no abandoned lock then.
 */
export async function stopOrphan(traces: ServerTraces, lock: DirectoryLock): Promise<void> {
  const pid = await readPid(traces.pidFile);
  if (pid === undefined || !(await worksIn(pid, traces.directory))) return;
  if (!lock.wasAbandoned) throw inUse(traces.directory, pid);
  for (const signal of traces.signals) {
    await ignoring(['ESRCH'], async () => process.kill(pid, signal));
    const isGone = async () => !(await worksIn(pid, traces.directory)) || undefined;
    if (await poll(isGone, STOP_TIMEOUT_MS)) return;
  }
  throw new StartupError(
    'ORPHAN_SERVER',
    `process ${pid} of an earlier start still works in ${traces.directory} and does not stop: end it by hand`,
  );
}
