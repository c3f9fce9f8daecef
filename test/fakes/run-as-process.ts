import { fstatSync } from 'node:fs';

const STDIN = 0;
const CLOSE_TIMEOUT_MS = 2_000;

interface Running {
  /** Printed with the ready line. */
  readonly facts: object;
  close(): Promise<void>;
}

/** Calls `stop` once, on a signal or when the parent is gone: its end of the pipe closes even after kill -9. */
function onceStopped(stop: () => void): void {
  let isStopping = false;
  const stopOnce = (): void => {
    if (isStopping) return;
    isStopping = true;
    stop();
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stopOnce);
  process.on('disconnect', stopOnce);
  const stdin = fstatSync(STDIN);
  if (stdin.isFIFO() || stdin.isSocket()) {
    process.stdin.on('end', stopOnce).on('error', stopOnce).resume();
  }
}

/**
 * The body of a double's `.main.ts`: takes its options as JSON from the first argument, prints one line
 * `{"ready":true,...}` and runs until it is told to stop or its parent is gone.
 */
export async function runAsProcess<Options>(start: (options: Options) => Promise<Running>): Promise<void> {
  const starting = { running: null as Running | null };
  onceStopped(() => {
    setTimeout(() => process.exit(1), CLOSE_TIMEOUT_MS).unref();
    const closed = starting.running?.close() ?? Promise.resolve();
    void closed.then(() => process.exit(0));
  });
  const options = JSON.parse(process.argv[2] ?? '{}') as Options;
  starting.running = await start(options);
  process.stdout.write(`${JSON.stringify({ ready: true, ...starting.running.facts })}\n`);
}
