/** Runs the built supervisor with a small child, as a process of its own. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { PortUse } from '../../../src/standalone/startup-checks.js';
import { waitFor } from '../wait-for.js';

const ENTRY = path.resolve(
  import.meta.dirname,
  '../../../dist/test/support/standalone/supervisor-process.js',
);

export interface SupervisorOptions {
  readonly config: {
    dataDir: string;
    host: string;
    port: number;
    databaseUrl?: string;
    redisUrl?: string;
    otherPorts?: PortUse[];
  };
  readonly prepareFailure?: string;
}

export class SupervisorProcess {
  out = '';
  err = '';
  readonly exited: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(options: SupervisorOptions, env: NodeJS.ProcessEnv = process.env) {
    this.child = spawn(process.execPath, [ENTRY, JSON.stringify(options)], { stdio: 'pipe', env });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.out += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.err += chunk.toString()));
    this.exited = new Promise((resolve) => this.child.once('close', (code) => resolve(code)));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Process id of the child in its latest run. */
  get childPid(): number {
    return Number(
      this.out
        .match(/child (\d+) runs/g)
        ?.at(-1)
        ?.split(' ')[1] ?? 0,
    );
  }

  async ready(): Promise<void> {
    await waitFor('the supervisor to be ready', () => this.out.includes('READY'));
  }
}
