import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startProcess } from '../../../test/fakes/child.js';
import { generateVideo } from '../../../test/fakes/video.js';
import type { CleanUp } from '../../demo/clean-up.js';
import { startGateTracker } from '../../chaos/world/tracker.js';
import type { SeedersFacts, SeedersOptions } from './seeders.main.js';

const SIZE_BYTES = 256 * 1024;
const FIRST_YEAR = 1900;
const YEARS = 100;
/** Peers that the tracker told everything need not ask again soon. */
const ANNOUNCE_SECONDS = 1800;

export interface SmallTorrents {
  readonly magnets: readonly string[];
  readonly trackerOrigin: string;
}

/** Videos of 256 KiB, each a torrent of its own, all shared by one process. */
export async function startSmallTorrents(
  directory: string,
  count: number,
  uploadLimitBytesPerSecond: number,
  cleanUp: CleanUp,
): Promise<SmallTorrents> {
  await mkdir(directory, { recursive: true });
  const files: string[] = [];
  for (let index = 1; index <= count; index += 1) {
    const name = `Small.Film.${index}.${FIRST_YEAR + (index % YEARS)}.480p.mp4`;
    const file = path.join(directory, name);
    await generateVideo({
      path: file,
      sizeBytes: SIZE_BYTES,
      seed: name,
      width: 320,
      height: 176,
      seconds: 1,
    });
    files.push(file);
  }
  const tracker = await startGateTracker(ANNOUNCE_SECONDS);
  cleanUp.add(() => tracker.close());
  const options: SeedersOptions = { files, trackerUrl: tracker.url, uploadLimitBytesPerSecond };
  const seeders = await startProcess<SeedersFacts>('seeders', options, 'scripts/bench/downloads');
  cleanUp.add(() => seeders.stop());
  const { port, torrents } = seeders.facts;
  for (const { infoHash } of torrents) tracker.name(infoHash, port);
  return {
    magnets: torrents.map(({ magnetUri }) => magnetUri),
    trackerOrigin: new URL(tracker.url).origin,
  };
}
