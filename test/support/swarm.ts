import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startSeederProcess } from '../fakes/child.js';
import { startTorznabServer } from '../fakes/torznab-server.js';
import { startTracker } from '../fakes/tracker.js';
import { generateVideo } from '../fakes/video.js';

export interface SwarmOptions {
  readonly sizeBytes: number;
  readonly uploadLimitBytesPerSecond?: number;
}

/** A film that a seeder process has, a tracker that knows the seeder, and an indexer that knows the film. */
export async function createSwarm({ sizeBytes, uploadLimitBytesPerSecond }: SwarmOptions) {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-swarm-'));
  const file = path.join(directory, 'Metropolis.1927.720p.BluRay.x264-TEST.mp4');
  const video = await generateVideo({ path: file, sizeBytes, seed: directory, seconds: 10 });
  const tracker = await startTracker();
  const seeder = await startSeederProcess({ file, trackerUrl: tracker.url, uploadLimitBytesPerSecond });
  const { infoHash, magnetUri } = seeder.facts;
  const title = path.basename(file, '.mp4');
  const torznab = await startTorznabServer({
    releases: [{ title, infoHash, magnet: magnetUri, sizeBytes: video.sizeBytes, seeders: 90, peers: 95 }],
  });
  return {
    video,
    infoHash,
    magnetUri,
    torznab,
    /** What the system under test needs to know of it. */
    env: {
      SOKOUL_JACKETT_URL: torznab.url,
      SOKOUL_JACKETT_API_KEY: torznab.apiKey,
      SOKOUL_ALLOWED_ORIGINS: new URL(tracker.url).origin,
    },
    async close() {
      await Promise.all([seeder.stop(), torznab.close(), tracker.close()]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export type Swarm = Awaited<ReturnType<typeof createSwarm>>;
