import path from 'node:path';
import { startSeederProcess } from '../../test/fakes/child.js';
import { startTorznabServer } from '../../test/fakes/torznab-server.js';
import { startTracker } from '../../test/fakes/tracker.js';
import { generateVideo } from '../../test/fakes/video.js';

export const TITLE = {
  title: 'Night of the Living Dead',
  year: 1968,
  releaseName: 'Night.of.the.Living.Dead.1968.720p.BluRay.x264-DEMO',
};

/** Bytes: large enough to watch it arrive. */
const VIDEO_BYTES = 160 * 1024 * 1024;
const SEEDER_BYTES_PER_SECOND = 20 * 1024 * 1024;

/** What the rest of the world is to Sokoul, on loopback: a film, a swarm that has it, an indexer that knows of it. */
export interface OutsideWorld {
  readonly video: { readonly path: string; readonly sizeBytes: number; readonly sha256: string };
  readonly trackerUrl: string;
  readonly torznab: { readonly url: string; readonly apiKey: string };
  readonly infoHash: string;
  close(): Promise<void>;
}

export async function createOutsideWorld(directory: string): Promise<OutsideWorld> {
  const file = path.join(directory, `${TITLE.releaseName}.mp4`);
  const video = await generateVideo({ path: file, sizeBytes: VIDEO_BYTES, seed: 'sokoul' });
  const tracker = await startTracker();
  const seeder = await startSeederProcess({
    file,
    trackerUrl: tracker.url,
    uploadLimitBytesPerSecond: SEEDER_BYTES_PER_SECOND,
  });
  const { infoHash, magnetUri } = seeder.facts;
  const release = {
    title: TITLE.releaseName,
    infoHash,
    magnet: magnetUri,
    sizeBytes: video.sizeBytes,
    seeders: 250,
    peers: 261,
    imdbId: 'tt0063350',
    tmdbId: 10331,
  };
  const torznab = await startTorznabServer({ releases: [release] });
  const close = async () => {
    await Promise.all([seeder.stop(), torznab.close(), tracker.close()]);
  };
  return { video, trackerUrl: tracker.url, torznab, infoHash, close };
}
