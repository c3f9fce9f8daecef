import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Runs a program to its end and answers with its exit code; null when it can't be started. */
export async function exitCodeOf(command: string, args: readonly string[]): Promise<number | null> {
  const child = spawn(command, args, {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return new Promise((resolve) => child.once('error', () => resolve(null)).once('close', resolve));
}

/** Whether a program is there, or can be installed from the Debian package of that name: by root only. */
export async function hasProgram(
  command: string,
  debianPackage: string,
  versionFlag = '--version',
): Promise<boolean> {
  if ((await exitCodeOf(command, [versionFlag])) !== null) return true;
  if (process.getuid?.() !== 0) return false;
  const options = ['-o', 'DPkg::Lock::Timeout=120'];
  await exitCodeOf('apt-get', [...options, 'update']);
  await exitCodeOf('apt-get', [...options, 'install', '-y', '--no-install-recommends', debianPackage]);
  return (await exitCodeOf(command, [versionFlag])) !== null;
}

/** Starts a program that goes on until `close` is called. */
export function startProgram(
  command: string,
  args: readonly string[],
): { close(): Promise<void>; child: ChildProcess } {
  const child = spawn(command, args, { stdio: 'ignore' });
  const ended = once(child, 'close');
  return {
    child,
    close: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
