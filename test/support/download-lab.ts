import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Actor } from '../../src/common/access/actor.js';
import type { Environment } from '../../src/common/config/load-config.js';
import { DataPaths } from '../../src/common/config/paths.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { EventRelayModule } from '../../src/common/events/events.module.js';
import { RedisConnections } from '../../src/common/redis/redis.module.js';
import { SettingsService } from '../../src/common/settings/settings.service.js';
import { StoredSettings } from '../../src/common/settings/stored-settings.repository.js';
import { DownloadNudges } from '../../src/modules/downloads/download-nudges.js';
import { Download } from '../../src/modules/downloads/download.entity.js';
import {
  DownloadCommands,
  DownloadsModule,
  DownloadsService,
  DownloadsWorkerModule,
} from '../../src/modules/downloads/index.js';
import { MediaModule, MediaService } from '../../src/modules/media/index.js';
import { startSeeder } from '../fakes/seeder.js';
import type { FakeSeeder } from '../fakes/seeder.js';
import { startTracker } from '../fakes/tracker.js';
import type { FakeTracker } from '../fakes/tracker.js';
import { generateVideo } from '../fakes/video.js';
import type { GeneratedVideo } from '../fakes/video.js';
import { createActor, someMagnet } from './download-people.js';
import { startTestContext } from './test-context.js';
import type { TestContext } from './test-context.js';
import { waitFor } from './wait-for.js';

export const PIECE_BYTES = 65_536;

/** What was sent to somebody's sockets. */
export interface Told {
  room: string;
  message: { type: string; download_id?: string; progress?: number; status?: string; message?: string };
}

export interface SeededVideo extends GeneratedVideo {
  readonly magnet: string;
  readonly seeder: FakeSeeder;
}

/** A worker in this process, a tracker and seeders: downloads for real. */
export class DownloadLab {
  readonly told: Told[] = [];
  private readonly seeders: FakeSeeder[] = [];

  private constructor(
    readonly context: TestContext,
    readonly actor: Actor,
    private readonly root: string,
    private readonly tracker: FakeTracker,
  ) {}

  static async open(env: Environment = {}, trackerIntervalMs = 1000): Promise<DownloadLab> {
    const root = await mkdtemp(path.join(os.tmpdir(), 'sokoul-downloads-'));
    const tracker = await startTracker({ intervalMs: trackerIntervalMs });
    const context = await startTestContext(
      { imports: [MediaModule, DownloadsModule, DownloadsWorkerModule, EventRelayModule] },
      {
        SOKOUL_ALLOWED_ORIGINS: new URL(tracker.url).origin,
        SOKOUL_TORRENT_DHT: 'false',
        SOKOUL_TORRENT_PEX: 'false',
        ...env,
      },
    );
    const lab = new DownloadLab(context, await createActor(context.app.get(UnitOfWork)), root, tracker);
    const subscriber = context.app.get(RedisConnections).create('test');
    await subscriber.subscribe('sokoul:realtime');
    subscriber.on('message', (_, text) => lab.told.push(JSON.parse(text) as Told));
    return lab;
  }

  get uow(): UnitOfWork {
    return this.context.app.get(UnitOfWork);
  }
  get downloads(): DownloadsService {
    return this.context.app.get(DownloadsService);
  }
  get commands(): DownloadCommands {
    return this.context.app.get(DownloadCommands);
  }
  get media(): MediaService {
    return this.context.app.get(MediaService);
  }
  get paths(): DataPaths {
    return this.context.app.get(DataPaths);
  }

  /** The same name and size give the same bytes. */
  video(file: string, name: string, sizeBytes: number): Promise<GeneratedVideo> {
    return generateVideo({ path: file, sizeBytes, seed: name, seconds: 5 });
  }

  async seed(name: string, sizeBytes: number, uploadLimitBytesPerSecond = -1): Promise<SeededVideo> {
    const file = path.join(this.root, `${name}.mp4`);
    const video = await this.video(file, name, sizeBytes);
    const trackerUrl = this.tracker.url;
    const seeder = await startSeeder({
      file,
      trackerUrl,
      pieceLength: PIECE_BYTES,
      uploadLimitBytesPerSecond,
    });
    this.seeders.push(seeder);
    return { ...video, magnet: seeder.magnetUri, seeder };
  }

  start(magnetLink: string): Promise<Download> {
    return this.downloads.start(this.actor, someMagnet({ magnetLink }));
  }

  /** What an administrator would have chosen; null is no choice. `key` is `group.name`. */
  async set(key: string, value: unknown): Promise<void> {
    await this.context.app.get(StoredSettings).put(key, value, null);
    await this.context.app.get(SettingsService).reload();
  }

  /** Makes the row what a worker that died may have left, and has it looked at. */
  async leave(id: string, changes: Partial<Download>): Promise<void> {
    await this.uow.repository(Download).update({ id }, changes);
    await this.context.app.get(DownloadNudges).toRun(id);
  }

  until(what: string, id: string, holds: (download: Download) => boolean): Promise<Download> {
    return waitFor(what, async () => {
      const found = await this.uow.repository(Download).findOneByOrFail({ id });
      return holds(found) && found;
    });
  }

  /** Pauses when the first bytes are there, and waits until the worker has let go. */
  async pauseEarly(id: string): Promise<Download> {
    await this.until('some bytes', id, ({ bytesDone }) => bytesDone > PIECE_BYTES);
    await this.commands.pause(this.actor, id);
    return this.until('the worker to let go', id, ({ workerId }) => workerId === null);
  }

  /** Downloads that have a directory. */
  async directories(): Promise<string[]> {
    return readdir(this.paths.downloads).catch(() => []);
  }

  async stopSeeders(): Promise<void> {
    await Promise.all(this.seeders.splice(0).map((seeder) => seeder.close()));
  }

  async close(): Promise<void> {
    await this.stopSeeders();
    await this.context.stop();
    await this.tracker.close();
    await rm(this.root, { recursive: true, force: true });
  }
}
