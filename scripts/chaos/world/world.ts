import path from 'node:path';
import type { CleanUp } from '../../demo/clean-up.js';
import type { ChaosOptions } from '../options.js';
import type { Source, Sources } from './source.js';
import { startTorrents } from './torrents.js';
import { startGateTracker } from './tracker.js';
import { startGalleries, startWebFiles } from './web-files.js';

/** The rest of the world, on loopback. */
export interface World {
  readonly sources: readonly Source[];
  readonly trackerOrigin: string;
  /** What serves the kinds, for the report. */
  readonly servers: string;
}

/** Makes the files and starts what serves them, each behind a gate of its own. */
export async function createWorld(
  directory: string,
  options: ChaosOptions,
  cleanUp: CleanUp,
): Promise<World> {
  const tracker = await startGateTracker();
  cleanUp.add(() => tracker.close());
  const { sizeBytes } = options;
  const label = `seed ${options.seed}`;
  const at = (name: string) => path.join(directory, name);
  const all: Sources[] = [];
  const add = (started: Sources) => {
    all.push(started);
    cleanUp.add(() => started.close());
    for (const { gate } of started.sources) cleanUp.add(() => gate.close());
  };
  add(await startTorrents({ directory: at('torrents'), count: options.torrents, sizeBytes, label, tracker }));
  add(await startWebFiles({ directory: at('web'), count: options.files, sizeBytes, label }));
  add(await startGalleries({ directory: at('galleries'), count: options.galleries, sizeBytes, label }));
  const [torrents, files, galleries] = all.map(({ servedBy }) => servedBy);
  return {
    sources: all.flatMap(({ sources }) => sources),
    trackerOrigin: new URL(tracker.url).origin,
    servers: `torrents by ${torrents}, files by ${files}, galleries by ${galleries}`,
  };
}
