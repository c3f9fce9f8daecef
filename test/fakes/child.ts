import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { builtDirectory } from './project-root.js';
import type { SeederFacts, SeederOptions } from './seeder.js';

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;
const KEPT_ERROR_CHARACTERS = 4_000;

export interface FakeProcess<Facts> {
  readonly pid: number;
  /** What its ready line said. */
  readonly facts: Facts;
  /** Resolves when the process has ended, however it did. */
  readonly ended: Promise<void>;
  /** Asks it to end, and kills it when it doesn't. */
  stop(): Promise<void>;
  /** Ends it without warning, as kill -9 does. */
  kill(): Promise<void>;
}

/** The first line of output; rejects, with what was written to stderr, when the process ends or takes too long. */
async function readyLine(child: ChildProcessWithoutNullStreams): Promise<string> {
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-KEPT_ERROR_CHARACTERS);
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<string>((resolve, reject) => {
      const fail = (reason: string): void => reject(new Error(`${child.spawnargs[1]} ${reason}`));
      timer = setTimeout(fail, READY_TIMEOUT_MS, 'was not ready in time');
      child.once('error', reject);
      child.once('close', (code, signal) => fail(`ended before it was ready (${signal ?? code})\n${errors}`));
      createInterface({ input: child.stdout }).once('line', resolve);
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Starts `<name>.main.js` of a built directory; the type of the ready line is taken on trust from its source. */
export async function startProcess<Facts>(
  name: string,
  options: object,
  directory = 'test/fakes',
): Promise<FakeProcess<Facts>> {
  const entry = path.join(builtDirectory(directory), `${name}.main.js`);
  const child = spawn(process.execPath, [entry, JSON.stringify(options)], { stdio: 'pipe' });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = (): Promise<void> => {
    child.kill('SIGKILL');
    return ended;
  };
  const stop = async (): Promise<void> => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(timer);
  };
  try {
    const facts = JSON.parse(await readyLine(child)) as Facts;
    return { pid: child.pid ?? 0, facts, ended, stop, kill };
  } catch (error) {
    await kill();
    throw error;
  }
}

/** A seeder in a process of its own; see `startSeeder`. */
export const startSeederProcess = (options: SeederOptions): Promise<FakeProcess<SeederFacts>> =>
  startProcess('seeder', options);
