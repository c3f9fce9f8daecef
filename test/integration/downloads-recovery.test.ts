import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { Download } from '../../src/modules/downloads/download.entity.js';
import { WorkerNode } from '../../src/modules/downloads/worker-node.entity.js';
import { DownloadsModule, DownloadsService } from '../../src/modules/downloads/index.js';
import { MediaModule, MediaService } from '../../src/modules/media/index.js';
import { startSeeder } from '../fakes/seeder.js';
import type { FakeSeeder } from '../fakes/seeder.js';
import { startTracker } from '../fakes/tracker.js';
import type { FakeTracker } from '../fakes/tracker.js';
import { generateVideo } from '../fakes/video.js';
import type { GeneratedVideo } from '../fakes/video.js';
import { createActor, someMagnet } from '../support/download-people.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';
import { testRedisUrl } from '../support/test-database.js';
import { ServerProcess } from '../support/test-system.js';
import { waitFor } from '../support/wait-for.js';

const SIZE_BYTES = 4_000_000;
const PIECE_BYTES = 65_536;
const SLOW_BYTES_PER_SECOND = 600_000;

describe('a download whose worker goes away', () => {
  let root: string;
  let tracker: FakeTracker;
  let seeder: FakeSeeder;
  let video: GeneratedVideo;
  let context: TestContext;
  const workers: ServerProcess[] = [];

  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'sokoul-recovery-'));
    tracker = await startTracker({ intervalMs: 1000 });
    const file = path.join(root, 'Never.Lost.2012.720p.WEB.mp4');
    video = await generateVideo({ path: file, sizeBytes: SIZE_BYTES, seed: 'recovery', seconds: 5 });
    seeder = await startSeeder({
      file,
      trackerUrl: tracker.url,
      pieceLength: PIECE_BYTES,
      uploadLimitBytesPerSecond: SLOW_BYTES_PER_SECOND,
    });
    context = await startTestContext({ imports: [MediaModule, DownloadsModule] });
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.kill('SIGTERM')));
    await context?.stop();
    await seeder?.close();
    await tracker?.close();
    await rm(root, { recursive: true, force: true });
  });

  const addWorker = async (): Promise<ServerProcess> => {
    const env = {
      DATABASE_URL: context.database.url,
      REDIS_URL: testRedisUrl(),
      SOKOUL_DATA_DIR: context.directory,
      SOKOUL_ALLOWED_ORIGINS: new URL(tracker.url).origin,
      SOKOUL_TORRENT_DHT: 'false',
      SOKOUL_ARCHIVE_ENABLED: 'false',
      SOKOUL_TORRENT_PEX: 'false',
    };
    const worker = await ServerProcess.start('worker', env, context.directory);
    workers.push(worker);
    return worker;
  };
  const until = (what: string, id: string, holds: (download: Download) => boolean) =>
    waitFor(what, async () => {
      const found = await context.app.get(UnitOfWork).repository(Download).findOneByOrFail({ id });
      return holds(found) && found;
    });
  const startHalf = async (): Promise<Download> => {
    const actor = await createActor(context.app.get(UnitOfWork));
    const { id } = await context.app
      .get(DownloadsService)
      .start(actor, someMagnet({ magnetLink: seeder.magnetUri }));
    return until('a good part to be there', id, ({ bytesDone }) => bytesDone > SIZE_BYTES / 4);
  };
  /** Claims are counted in the row: one that is over before we look is seen all the same. */
  const untilTakenAgain = (half: Download): Promise<Download> =>
    until('another worker to take it', half.id, ({ attempts }) => attempts > half.attempts);
  const expectWhole = async ({ id, mediaId }: Download): Promise<void> => {
    await until('the download to complete', id, ({ state }) => state === 'completed');
    const [file, ...others] = await context.app.get(MediaService).filesOf(mediaId ?? '');
    expect(others).toEqual([]);
    const bytes = await readFile(path.join(context.directory, 'library', file?.relativePath ?? ''));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(video.sha256);
    // Whatever arrived of a piece that was not complete is fetched again.
    expect(seeder.uploadedBytes()).toBeLessThan(SIZE_BYTES + 20 * PIECE_BYTES);
  };

  it('goes on from its bytes when the worker was killed and started again', async () => {
    const first = await addWorker();
    const half = await startHalf();
    await first.kill('SIGKILL');
    // Only who sees that its holder is dead takes it now.
    await context.app
      .get(UnitOfWork)
      .manager.query(`UPDATE download SET lease_until = now() + interval '1 hour' WHERE id = $1`, [half.id]);
    await addWorker();
    await untilTakenAgain(half);
    await expectWhole(half);
  }, 60_000);

  /** The process of the worker that has the download. */
  const ownerOf = async ({ workerId }: Download): Promise<ServerProcess | undefined> => {
    const node = await context.app
      .get(UnitOfWork)
      .repository(WorkerNode)
      .findOneByOrFail({ id: workerId ?? '' });
    return workers.find(({ child }) => child.pid === node.pid);
  };

  it('goes on at another worker, at once, when its own is told to stop', async () => {
    await Promise.all([addWorker(), addWorker()]);
    const half = await startHalf();
    const owner = await ownerOf(half);
    await owner?.kill('SIGTERM');
    await untilTakenAgain(half);
    await expectWhole(half);
    expect(owner?.child.exitCode).toBe(0);
  }, 60_000);
});
