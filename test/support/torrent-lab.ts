import type { DownloadTask } from '../../src/modules/downloads/engine/download-kind.js';
import { NO_LIMITS } from '../../src/modules/downloads/engine/download-source.js';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DownloadMetadata } from '../../src/modules/downloads/engine/download-kind.js';
import { NO_BLOCKLIST } from '../../src/modules/downloads/engine/torrent/peer-blocklist.js';
import { TorrentEngine } from '../../src/modules/downloads/engine/torrent/torrent-engine.js';
import type { TorrentEngineOptions } from '../../src/modules/downloads/engine/torrent/torrent-engine.js';
import type { TorrentSession } from '../../src/modules/downloads/engine/torrent/torrent-session.js';
import { startSeeder } from '../fakes/seeder.js';
import type { FakeSeeder, SeederOptions } from '../fakes/seeder.js';
import { startTracker } from '../fakes/tracker.js';
import type { FakeTracker } from '../fakes/tracker.js';

export const MIB = 1024 * 1024;
export const PIECE_BYTES = 256 * 1024;
const LOOPBACK = '127.0.0.1';

const OFFLINE: TorrentEngineOptions = {
  dht: false,
  pex: false,
  lsd: false,
  portForwarding: false,
  listenPort: 0,
  listenHost: LOOPBACK,
  maxConnections: 20,
  downloadLimit: null,
  uploadLimit: null,
  trackerPolicy: () => true,
  peerPolicy: () => true,
  blocklist: NO_BLOCKLIST,
  fetchRange: async (url, start, end, signal) => {
    const response = await fetch(url, { signal, headers: { range: `bytes=${start}-${end}` } });
    if (response.status !== 206) throw new Error(`The web seed answered with HTTP ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  },
  fetchTracker: async (url, signal) => Buffer.from(await (await fetch(url, { signal })).arrayBuffer()),
  onWarning: () => undefined,
};

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Polls until the condition holds; the test's own time-out is the limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

export async function metadataOf(session: TorrentSession): Promise<DownloadMetadata> {
  const [metadata] = (await once(session, 'metadata')) as [DownloadMetadata];
  return metadata;
}

/** A tracker, a file worth sharing, and everything that a test starts to share and fetch it. */
export class TorrentLab {
  private readonly closers: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly root: string,
    readonly tracker: FakeTracker,
    readonly file: string,
    readonly content: Buffer,
  ) {}

  static async open(): Promise<TorrentLab> {
    const root = await mkdtemp(join(tmpdir(), 'sokoul-torrent-'));
    const content = randomBytes(16 * MIB + 12_345);
    const file = join(root, 'film.mp4');
    await writeFile(file, content);
    return new TorrentLab(root, await startTracker({ intervalMs: 1000 }), file, content);
  }

  /** Stops what was started since the last call, newest first. */
  async reset(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close();
  }

  async close(): Promise<void> {
    await this.reset();
    await this.tracker.close();
    await rm(this.root, { recursive: true, force: true });
  }

  onReset(close: () => Promise<unknown>): void {
    this.closers.push(close);
  }

  newDirectory(): Promise<string> {
    return mkdtemp(join(this.root, 'download-'));
  }

  async startEngine(options: Partial<TorrentEngineOptions> = {}): Promise<TorrentEngine> {
    const engine = await TorrentEngine.start({ ...OFFLINE, ...options });
    this.onReset(() => engine.close());
    return engine;
  }

  async startSeeder(options: Partial<SeederOptions> = {}): Promise<FakeSeeder> {
    const torrentPath = join(this.root, `${this.closers.length}.torrent`);
    const { file, tracker } = this;
    const seeder = await startSeeder({
      file,
      trackerUrl: tracker.url,
      pieceLength: PIECE_BYTES,
      torrentPath,
      ...options,
    });
    this.onReset(() => seeder.close());
    return seeder;
  }

  magnet(infoHash: string): string {
    return `magnet:?xt=urn:btih:${infoHash}&tr=${encodeURIComponent(this.tracker.url)}`;
  }

  /** Opens the torrent in an engine of its own, unless one is given. */
  async download(
    infoHash: string,
    { engine, ...task }: Partial<Omit<DownloadTask, 'id' | 'source'>> & { engine?: TorrentEngine } = {},
  ): Promise<TorrentSession> {
    const started = engine ?? (await this.startEngine());
    return started.open({ ...(await this.task(infoHash, this.magnet(infoHash))), ...task });
  }

  /** With directories of its own. */
  async task(id: string, magnetLink: string): Promise<DownloadTask> {
    return {
      id,
      source: { kind: 'torrent', magnetLink },
      limits: NO_LIMITS,
      directory: await this.newDirectory(),
      journalDirectory: await this.newDirectory(),
      metadata: null,
    };
  }
}
