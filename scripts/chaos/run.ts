import type { CleanUp } from '../demo/clean-up.js';
import { watchClaims } from './checks/claims.js';
import { examine } from './checks/findings.js';
import { OpenFiles } from './checks/open-files.js';
import { settle } from './checks/settle.js';
import type { RunningDownload } from './faults/fault.js';
import { chooseFaults } from './faults/faults.js';
import { Pace } from './faults/pace.js';
import { rage } from './faults/storm.js';
import type { ChaosOptions } from './options.js';
import { Random } from './random.js';
import type { ChaosResult } from './report.js';
import { startSystem } from './system/system.js';
import type { ChaosSystem } from './system/system.js';
import { createWorld } from './world/world.js';
import type { World } from './world/world.js';

/** Downloads everything while things break, then looks whether all is as it must be. `say` tells how it goes. */
export async function runChaos(
  directory: string,
  options: ChaosOptions,
  cleanUp: CleanUp,
  say: (line: string) => void,
): Promise<ChaosResult> {
  const startedAt = performance.now();
  const random = new Random(options.seed);
  say(`Seed ${options.seed}: making files, starting one API and two workers`);
  const world = await createWorld(directory, options, cleanUp);
  const system = await startSystem(directory, world, cleanUp);
  await watchClaims(system.postgres);
  const openFiles = new OpenFiles(system.workers, system.downloadsDirectory);
  cleanUp.add(() => openFiles.stop());
  openFiles.start();
  const durationMs = options.minutes * 60_000;
  const pace = new Pace(random.shuffle(world.sources), durationMs);
  cleanUp.add(() => Promise.resolve(pace.end()));
  pace.start();
  const downloads = await startAll(system, world);
  say(`${downloads.length} downloads are under way; breaking things for ${options.minutes} min`);
  const faults = chooseFaults(options.kills, system);
  const occurrences = await rage(faults, { system, random, downloads }, durationMs, (one) =>
    say(
      `${one.atSeconds.toFixed(1).padStart(6)} s  ${one.name}: ${one.error ?? one.what ?? 'nothing there'}`,
    ),
  );
  pace.end();
  say('No more is broken; waiting for what is still missing');
  const rows = await settle(system.postgres, options.patienceSeconds * 1000);
  await openFiles.stop();
  const findings = await examine(system, downloads, rows, openFiles);
  return {
    ...findings,
    seed: options.seed,
    seconds: (performance.now() - startedAt) / 1000,
    servers: world.servers,
    occurrences,
    crashes: [system.api, ...system.workers].reduce((sum, { crashes }) => sum + crashes, 0),
    skipped: system.disk ? [] : ['Skipped: the full disk, because nothing may be mounted here'],
  };
}

async function startAll({ owner }: ChaosSystem, { sources }: World): Promise<RunningDownload[]> {
  const downloads: RunningDownload[] = [];
  for (const source of sources) downloads.push({ id: await owner.start(source.request), source });
  return downloads;
}
