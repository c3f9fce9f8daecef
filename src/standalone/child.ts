import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../common/errors/startup-error.js';
import type { ReadyMessage } from '../common/process/supervisor-messages.js';
import { SUPERVISED_FLAG, childMessage } from '../common/process/supervisor-messages.js';
import { describeExit } from './detached-process.js';
import type { ExitInfo } from './detached-process.js';
import { ignoring } from '../common/errors/error-code.js';
import { RestartPolicy } from './restart-policy.js';

const STOP_GRACE_MS = 15_000;
/** A program that left the group may hold the pipes open for longer. */
const LAST_WORDS_MS = 1_000;

export interface ChildSpec {
  /** For messages, for example `api`. */
  readonly name: string;
  /** Absolute path of the script that Node runs. */
  readonly script: string;
  /** Options for Node itself; by default ours. */
  readonly execArgv?: readonly string[];
  /** The complete environment; by default ours. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** How long it may take to stop after SIGTERM before it is killed. */
  readonly stopGraceMs?: number;
}

export interface ChildOutput {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

interface Run {
  readonly child: ChildProcess;
  readonly exited: Promise<ExitInfo>;
  readonly startedAt: number;
  /** Its own words on why it can't start, if it said any. */
  failure?: StartupError;
}

/**
 * One of our Node processes in its own process group, kept running: it starts again when it dies. It counts as started
 * when it says `ready`; when the very first run ends before that, there is no second one.
 */
export class SupervisedChild {
  private readonly policy = new RestartPolicy();
  private readonly stopping = new AbortController();
  private readonly ready = Promise.withResolvers<ReadyMessage>();
  private readonly ended = Promise.withResolvers<StartupError | undefined>();
  private isReady = false;
  private run: Run | undefined;

  constructor(
    private readonly spec: ChildSpec,
    private readonly output: ChildOutput,
  ) {
    // Read through whenReady; a child that is stopped before anyone asks must not become an unhandled rejection.
    this.ready.promise.catch(() => undefined);
  }

  get name(): string {
    return this.spec.name;
  }

  /** Resolves with its first `ready`; rejects with a `StartupError` when it can't start. */
  get whenReady(): Promise<ReadyMessage> {
    return this.ready.promise;
  }

  /** Settles when it will not run again: with the reason if it kept dying, with undefined if it was told to stop. */
  get whenEnded(): Promise<StartupError | undefined> {
    return this.ended.promise;
  }

  /** Process id of the present run. */
  get pid(): number | undefined {
    return this.run?.child.pid;
  }

  start(): void {
    void this.keepRunning()
      .catch((cause: unknown) => this.unstartable(cause))
      .then((problem) => {
        this.ready.reject(
          problem ?? new StartupError('STOPPED', `the ${this.name} process was told to stop`),
        );
        this.ended.resolve(problem);
      });
  }

  /** SIGTERM, and SIGKILL to its whole group when the grace period is over. Resolves when it is gone. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const { run } = this;
    if (!run) return;
    const overdue = setTimeout(() => this.kill(), this.spec.stopGraceMs ?? STOP_GRACE_MS);
    run.child.kill('SIGTERM');
    await this.ended.promise;
    clearTimeout(overdue);
  }

  /** Ends it and everything it started, at once. */
  kill(): void {
    this.stopping.abort();
    if (this.run) killGroup(this.run.child);
  }

  private async keepRunning(): Promise<StartupError | undefined> {
    for (;;) {
      const exit = await this.runOnce();
      if (this.stopping.signal.aborted) return undefined;
      const problem = this.run?.failure ?? this.stoppedUnexpectedly(exit);
      const delayMs = this.isReady
        ? this.policy.nextDelayMs(performance.now() - (this.run?.startedAt ?? 0))
        : undefined;
      if (delayMs === undefined) return problem;
      const why = this.run?.failure?.message ?? describeExit(exit);
      this.output.err(`sokoul: the ${this.name} process ended (${why}) and starts again`);
      await sleep(delayMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (this.stopping.signal.aborted) return undefined;
    }
  }

  private async runOnce(): Promise<ExitInfo> {
    const run = launch(this.spec, this.output);
    this.run = run;
    run.child.on('message', (raw) => {
      const message = childMessage.safeParse(raw).data;
      if (message?.type === 'failed') run.failure = new StartupError(message.code, message.message);
      if (message?.type !== 'ready') return;
      this.isReady = true;
      this.ready.resolve(message);
    });
    if (this.stopping.signal.aborted) run.child.kill('SIGTERM');
    return run.exited;
  }

  private unstartable(cause: unknown): StartupError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new StartupError('CHILD_FAILED', `the ${this.name} process can't be started (${reason})`, {
      cause,
    });
  }

  private stoppedUnexpectedly(exit: ExitInfo): StartupError {
    const when = this.isReady ? 'keeps ending' : 'ended while starting';
    return new StartupError(
      'CHILD_FAILED',
      `the ${this.name} process ${when} (${describeExit(exit)}): look at its log above`,
    );
  }
}

function launch(spec: ChildSpec, output: ChildOutput): Run {
  const args = [...(spec.execArgv ?? process.execArgv), spec.script, SUPERVISED_FLAG];
  const child = spawn(process.execPath, args, {
    env: spec.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  if (child.stdout) createInterface({ input: child.stdout }).on('line', output.out);
  if (child.stderr) createInterface({ input: child.stderr }).on('line', output.err);
  const exited = waitForEnd(child);
  return { child, exited, startedAt: performance.now() };
}

/** Resolves when it is gone, with all that it started, and its last words have been read. */
async function waitForEnd(child: ChildProcess): Promise<ExitInfo> {
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const exit = await new Promise<ExitInfo>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
  killGroup(child);
  await Promise.race([closed, sleep(LAST_WORDS_MS, undefined, { ref: false })]);
  return exit;
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  // EPERM is what macOS says of a group of which only zombies are left.
  void ignoring(['ESRCH', 'EPERM'], async () => process.kill(-pid, 'SIGKILL'));
}
