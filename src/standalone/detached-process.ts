import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { poll } from './poll.js';
import { startWatchdog } from './watchdog.js';

export interface ExitInfo {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface LaunchOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** The complete environment; by default ours. */
  readonly env?: Record<string, string>;
  readonly uid?: number;
  readonly gid?: number;
  /** Text for its standard input, which is closed behind it. */
  readonly input?: string;
  readonly log: (line: string) => void;
}

/** In words, for a message: `exit code 1` or `signal SIGKILL`. */
export const describeExit = ({ code, signal }: ExitInfo): string =>
  signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`;

/**
 * A server process in its own process group, so that Ctrl-C in the terminal reaches only its supervisor.
 * A watchdog ends it when this process is killed before it could.
 */
export class DetachedProcess {
  private hasExited = false;

  private constructor(
    private readonly child: ChildProcess,
    readonly pid: number,
    readonly exited: Promise<ExitInfo>,
  ) {
    void exited.then(() => (this.hasExited = true));
  }

  /** Resolves as soon as the process exists; rejects when it can't be executed. */
  static async launch(options: LaunchOptions): Promise<DetachedProcess> {
    const { command, args, cwd, env, uid, gid } = options;
    const child = spawn(command, args, { cwd, env, uid, gid, detached: true, stdio: 'pipe' });
    const exited = new Promise<ExitInfo>((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    await once(child, 'spawn');
    child.on('error', (error) => options.log(error.message));
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', options.log);
    }
    if (child.pid === undefined) throw new Error(`${command} has no process id`);
    const watchdog = startWatchdog(child.pid);
    void exited.then(() => watchdog.dismiss());
    return new DetachedProcess(child, child.pid, exited);
  }

  get isRunning(): boolean {
    return !this.hasExited;
  }

  signal(signal: NodeJS.Signals): void {
    if (this.isRunning) this.child.kill(signal);
  }

  /** Sends each signal in turn, waiting up to `graceMs` for the exit before the next, harsher one. */
  async stop(signals: readonly NodeJS.Signals[], graceMs: number): Promise<void> {
    for (const signal of signals) {
      this.signal(signal);
      const exit = await poll(() => this.hasExited || undefined, graceMs);
      if (exit) return;
    }
    await this.exited;
  }
}
