import path from 'node:path';
import type { StartupError } from '../common/errors/startup-error.js';
import { SupervisedChild } from './child.js';
import { DirectoryLock } from './directory-lock.js';
import { RunningParts } from './running-parts.js';
import { startServers } from './servers.js';
import type { StandaloneConfig, StandaloneSteps } from './standalone-steps.js';
import { ensurePortFree, ensureWritableDirectory, refuseSharedPorts } from './startup-checks.js';
import { startupLine } from './startup-line.js';
import { listenForStop } from './stop-signals.js';
import type { StopSignals } from './stop-signals.js';

/** Processes of a killed supervisor notice at once and finish their work before they let go of the port. */
const ABANDONED_PORT_PATIENCE_MS = 12_000;
const FORCED_EXIT_MS = 3_000;

const print = (line: string) => void process.stdout.write(`${line}\n`);
const complain = (line: string) => void process.stderr.write(`${line}\n`);

/** Unwinds a start when someone asks to stop in the middle of it. */
class StopRequested extends Error {}

async function claimDataDir(config: StandaloneConfig, running: RunningParts): Promise<void> {
  const { host, port, otherPorts = [] } = config;
  const uses = [{ variable: 'PORT', host, hostVariable: 'HOST', port }, ...otherPorts];
  refuseSharedPorts(uses);
  await ensureWritableDirectory(config.dataDir);
  const lock = await DirectoryLock.acquire(config.dataDir);
  running.add({ name: 'the lock of the data directory', stop: () => lock.release() });
  const patienceMs = lock.wasAbandoned ? ABANDONED_PORT_PATIENCE_MS : 0;
  for (const use of uses) await ensurePortFree(use, patienceMs);
}

async function startChildren(
  children: readonly SupervisedChild[],
  running: RunningParts,
): Promise<string | undefined> {
  running.add({
    name: 'the API and the worker',
    stop: async () => void (await Promise.all(children.map((child) => child.stop()))),
    kill: () => children.forEach((child) => child.kill()),
  });
  for (const child of children) child.start();
  const messages = await Promise.all(children.map((child) => child.whenReady));
  return messages.find((message) => message.url !== undefined)?.url;
}

/** The reason of the first child that is given up; never settles while all run or stop as they were told to. */
function firstGivenUp(children: readonly SupervisedChild[]): Promise<StartupError> {
  return new Promise((resolve, reject) => {
    for (const child of children) child.whenEnded.then((reason) => reason && resolve(reason), reject);
  });
}

/** Runs until someone asks to stop, or until a part fails for good, which it throws. */
async function run(steps: StandaloneSteps, running: RunningParts, signals: StopSignals): Promise<void> {
  const startedAt = performance.now();
  const stop = signals.requested.then((): never => {
    throw new StopRequested();
  });
  stop.catch(() => undefined);
  const unlessStopped = async <T>(step: () => Promise<T>): Promise<T> => {
    if (signals.isRequested) throw new StopRequested();
    return Promise.race([step(), stop]);
  };

  const given = steps.config();
  const config = { ...given, dataDir: path.resolve(given.dataDir) };
  await claimDataDir(config, running);
  // Not raced: a server that is just starting has to be there before it can be stopped.
  const { urls, failed } = await startServers(config, running, print);
  await unlessStopped(() => steps.prepare(urls));
  const children = steps
    .children(urls)
    .map((spec) => new SupervisedChild(spec, { out: print, err: complain }));
  const url =
    (await unlessStopped(() => startChildren(children, running))) ?? `http://${config.host}:${config.port}`;
  print(steps.banner({ ...urls, url, dataDir: config.dataDir, startedInMs: performance.now() - startedAt }));
  throw await unlessStopped(() => Promise.race([failed, firstGivenUp(children)]));
}

/**
 * Standalone mode from start to end: servers, migrations, processes, and all of it stopped again in reverse. Resolves
 * with the exit code: 0 after Ctrl-C or SIGTERM, 1 after a failure, told in one line on standard error.
 */
export async function runStandalone(steps: StandaloneSteps): Promise<number> {
  const running = new RunningParts();
  const signals = listenForStop(() => {
    running.force();
    // Whatever can't be killed from here is stopped by its watchdog, or notices that we are gone.
    setTimeout(() => process.exit(1), FORCED_EXIT_MS).unref();
  });
  let exitCode = 0;
  try {
    await run(steps, running, signals);
  } catch (error) {
    if (!(error instanceof StopRequested)) {
      exitCode = 1;
      complain(startupLine(error));
    }
  }
  await running.stopAll(complain);
  signals.dispose();
  return exitCode;
}
