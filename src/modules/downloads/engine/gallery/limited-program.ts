import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { bareEnvironment } from '../../../../common/config/child-environment.js';

export interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  /** On top of the bare environment, which has none of our secrets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly directory: string;
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
}

export type ProgramResult =
  | { readonly kind: 'ended'; readonly status: number | null; readonly output: string }
  | { readonly kind: 'missing' | 'timeout' | 'too_much' };

/** Memory of 2 GiB, files of 64 MiB, no core dumps. The script never changes; program and arguments come after it. */
const LIMITED = 'ulimit -v 2097152; ulimit -f 131072; ulimit -c 0; exec "$0" "$@"';
const NOT_FOUND = new Set([126, 127]);

type Child = ChildProcessByStdio<null, Readable, null>;

/**
 * Runs a program of others within limits of time, memory and output, in a process group of its own that ends as a whole.
 * Rejects with the signal's reason only.
 */
export async function runLimited(run: ProgramRun, signal: AbortSignal): Promise<ProgramResult> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<ProgramResult>();
  const child = start(run);
  const end = (result: ProgramResult): void => {
    killGroup(child);
    resolve(result);
  };
  const onAbort = (): void => {
    killGroup(child);
    reject(signal.reason);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => end({ kind: 'timeout' }), run.timeoutMs);
  collect(child, run.maxOutputBytes, end);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

function start({ program, args, environment, directory }: ProgramRun): Child {
  const [command, commandArgs]: [string, string[]] =
    process.platform === 'win32' ? [program, [...args]] : ['/bin/sh', ['-c', LIMITED, program, ...args]];
  return spawn(command, commandArgs, {
    cwd: directory,
    env: { ...bareEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
}

function collect(child: Child, maxBytes: number, end: (result: ProgramResult) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > maxBytes) end({ kind: 'too_much' });
    else chunks.push(chunk);
  });
  child.once('error', () => end({ kind: 'missing' }));
  child.once('close', (status) => {
    if (status !== null && NOT_FOUND.has(status)) end({ kind: 'missing' });
    else end({ kind: 'ended', status, output: Buffer.concat(chunks).toString('utf8') });
  });
}

/** What the program started ends with it. */
function killGroup(child: Child): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The whole group has ended by itself.
  }
}
