import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BUILT = path.resolve(import.meta.dirname, '../../../src');
const RESTART_MS = 500;
const STOP_MS = 15_000;

/** The API or a worker, started again whenever it ends, as an orchestrator does. Its output goes to a log file. */
export class ServerProcess {
  private child: ChildProcess | null = null;
  private isStopping = false;
  private isReady = false;
  private running: Promise<void> = Promise.resolve();
  private readonly log: WriteStream;
  /** Ended by itself, without a signal of ours. */
  crashes = 0;

  constructor(
    readonly name: string,
    private readonly entry: 'main' | 'worker',
    private readonly env: NodeJS.ProcessEnv,
    directory: string,
  ) {
    this.log = createWriteStream(path.join(directory, `${name}.log`));
  }

  start(): void {
    this.running = this.keep();
  }

  /** Null between two runs. */
  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  /** Whether it serves. */
  get serves(): boolean {
    return this.isReady;
  }

  /** False when there is nothing to kill. */
  kill(): boolean {
    return this.child?.kill('SIGKILL') ?? false;
  }

  /** Between the two it does nothing at all. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    const late = setTimeout(() => this.child?.kill('SIGKILL'), STOP_MS);
    this.child?.kill('SIGTERM');
    await this.running;
    clearTimeout(late);
    this.log.end();
  }

  private async keep(): Promise<void> {
    while (!this.isStopping) {
      await this.runOnce();
      if (!this.isStopping) await sleep(RESTART_MS);
    }
  }

  private async runOnce(): Promise<void> {
    const script = path.join(BUILT, `${this.entry}.js`);
    const child = spawn(process.execPath, ['--enable-source-maps', script, '--supervised'], {
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    this.log.write(`--- ${this.name} starts as ${child.pid}\n`);
    child.stdout?.pipe(this.log, { end: false });
    child.stderr?.pipe(this.log, { end: false });
    child.on('message', (message: { type?: string }) => {
      this.isReady = message.type === 'ready';
      if (!this.isReady) this.log.write(`--- ${this.name} does not start: ${JSON.stringify(message)}\n`);
    });
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    this.isReady = false;
    this.child = null;
    this.log.write(`--- ${this.name} ended (${signal ?? code})\n`);
    if (signal !== 'SIGKILL' && !this.isStopping) this.crashes += 1;
  }
}
