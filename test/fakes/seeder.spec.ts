import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import WebTorrent from 'webtorrent';
import type { FakeSeeder } from './seeder.js';
import { startSeeder } from './seeder.js';
import type { FakeTracker } from './tracker.js';
import { startTracker } from './tracker.js';
import type { GeneratedVideo } from './video.js';
import { generateVideo } from './video.js';

const LEECHER = {
  dht: false,
  lsd: false,
  utPex: false,
  utp: false,
  natUpnp: false,
  natPmp: false,
  webSeeds: false,
} as const;

describe('seeder', () => {
  let directory: string;
  let tracker: FakeTracker;
  let video: GeneratedVideo;
  let seeder: FakeSeeder;

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'sokoul-seeder-'));
    tracker = await startTracker();
    video = await generateVideo({
      path: path.join(directory, 'film.mp4'),
      sizeBytes: 8_388_608,
      seed: 'seeder',
    });
    seeder = await startSeeder({ file: video.path, trackerUrl: tracker.url });
  });
  afterAll(async () => {
    await seeder.close();
    await tracker.close();
    await rm(directory, { recursive: true });
  });

  it('is known to the tracker as soon as it is ready', () => {
    expect(tracker.swarm(seeder.infoHash)).toEqual({ seeders: 1, leechers: 0 });
    expect(seeder.magnetUri).toContain(`urn:btih:${seeder.infoHash}`);
    expect(seeder.magnetUri).toContain(encodeURIComponent(tracker.url));
  });

  it.each([0, 1] as const)(
    'gives the file to a peer that knows only the magnet (encryption %d)',
    async (secure) => {
      const target = path.join(directory, `leech-${secure}`);
      const client = new WebTorrent({ ...LEECHER, secure });
      const uploadedBefore = seeder.uploadedBytes();
      try {
        await new Promise<void>((resolve, reject) => {
          client.once('error', reject);
          client.add(seeder.magnetUri, { path: target }).once('done', resolve);
        });
      } finally {
        await new Promise<void>((resolve) => client.destroy(() => resolve()));
      }
      const bytes = await readFile(path.join(target, 'film.mp4'));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(video.sha256);
      expect(seeder.uploadedBytes() - uploadedBefore).toBeGreaterThanOrEqual(video.sizeBytes);
    },
  );

  it('fails to start when the tracker does not answer', async () => {
    const gone = await startTracker();
    await gone.close();
    await expect(startSeeder({ file: video.path, trackerUrl: gone.url })).rejects.toThrow();
  });
});
