import { readFile, readlink, realpath } from 'node:fs/promises';
import { errorCode } from '../common/errors/error-code.js';
import { runCommand } from './run-command.js';

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/**
 * A text that another process with the same id would not have: boot and start time on Linux, start time elsewhere.
 * Undefined when there is no such process.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') {
    const { code, output } = await runCommand({ command: 'ps', args: ['-o', 'lstart=', '-p', String(pid)] });
    return code === 0 ? output.trim() : undefined;
  }
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // Fields are counted behind the command, which may hold blanks and parentheses; start time is field 22.
    const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${boot.trim()}/${startTime}`;
  } catch {
    return undefined;
  }
}

/** Whether process `pid` is the server that works in `directory`, and not another one that got its id since. */
export async function worksIn(pid: number, directory: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    const [cwd, expected] = await Promise.all([
      readlink(`/proc/${pid}/cwd`).catch(() => undefined),
      realpath(directory).catch(() => directory),
    ]);
    return cwd === expected;
  }
  const { output } = await runCommand({
    command: 'lsof',
    args: ['-a', '-d', 'cwd', '-Fn', '-p', String(pid)],
  });
  return output.split('\n').includes(`n${await realpath(directory).catch(() => directory)}`);
}
