/**
 * Walks the main path on the real system, without any network: search, download, watch while it downloads, verify.
 * `--kill-worker` kills the worker with SIGKILL half-way, to show that the download completes all the same.
 */
import { mkdtemp, chmod, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CleanUp } from './clean-up.js';
import { Journey } from './journey.js';
import { createOutsideWorld } from './outside-world.js';
import { SokoulProcess } from './sokoul-process.js';
import { Steps } from './steps.js';
import { Terminal } from './terminal.js';

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const shouldKillWorker = process.argv.includes('--kill-worker');

async function walk(terminal: Terminal, cleanUp: CleanUp): Promise<void> {
  const steps = new Steps(terminal);
  const directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-demo-'));
  await chmod(directory, 0o755);
  cleanUp.add(() => rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

  const world = await steps.run(
    'Make a film, a seeder that has it and an indexer that knows it',
    async (note) => {
      const created = await createOutsideWorld(directory);
      cleanUp.add(() => created.close());
      note(
        `${(created.video.sizeBytes / 1_000_000).toFixed(1)} MB of H.264 video, seeded by a process of its own`,
      );
      return created;
    },
  );
  const server = await steps.run('Start Sokoul: PostgreSQL, Redis, API, worker', async (note) => {
    const started = await SokoulProcess.launch(directory, {
      SOKOUL_JACKETT_URL: world.torznab.url,
      SOKOUL_JACKETT_API_KEY: world.torznab.apiKey,
      SOKOUL_ALLOWED_ORIGINS: new URL(world.trackerUrl).origin,
    });
    cleanUp.add(() => started.stop());
    await started.untilReady();
    note(`ready at ${started.url}`);
    return started;
  });
  const onHalfWay = async () => {
    if (!shouldKillWorker) return null;
    process.kill(await server.workerPid(), 'SIGKILL');
    return 'the worker was killed with SIGKILL half-way; its successor went on with the bytes on disk';
  };
  await new Journey({ baseUrl: server.url, world, steps, terminal, onHalfWay }).walk();
}

const terminal = new Terminal();
const cleanUp = new CleanUp();
let isInterrupted = false;
const interrupt = () => {
  if (isInterrupted) return;
  isInterrupted = true;
  terminal.end('Stopping …');
  cleanUp.run().then(
    () => process.exit(130),
    (error: unknown) => {
      process.stderr.write(`Not everything could be removed: ${messageOf(error)}\n`);
      process.exit(1);
    },
  );
};
process.on('SIGINT', interrupt).on('SIGTERM', interrupt);

const startedAt = performance.now();
try {
  terminal.line('Sokoul demo: from a search to a film that plays, on this machine alone\n');
  await walk(terminal, cleanUp);
  await cleanUp.run();
  terminal.line(
    `\nAll of it in ${((performance.now() - startedAt) / 1000).toFixed(1)} s; nothing is left behind.`,
  );
  process.exit(0);
} catch (error) {
  if (!isInterrupted) {
    terminal.line(`\nThe demo failed: ${messageOf(error)}`);
    await cleanUp.run();
    process.exit(1);
  }
}
