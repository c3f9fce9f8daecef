import type { Actor } from '../../src/common/access/actor.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { Download } from '../../src/modules/downloads/download.entity.js';
import { DownloadCommands, DownloadsModule, DownloadsService } from '../../src/modules/downloads/index.js';
import { RECORDING_PROVIDERS } from '../../src/modules/downloads/import/import-providers.js';
import { NOTHING_IMPORTED } from '../../src/modules/downloads/import/imported-download.js';
import { ClaimedDownloads } from '../../src/modules/downloads/worker/claimed-downloads.repository.js';
import type { ClaimedDownload } from '../../src/modules/downloads/worker/claimed-downloads.repository.js';
import { DownloadOutcomes } from '../../src/modules/downloads/worker/download-outcomes.js';
import { MetadataTimeoutError } from '../../src/modules/downloads/worker/transfer.errors.js';
import { MediaModule, MediaService } from '../../src/modules/media/index.js';
import { createActor, someMagnet } from '../support/download-people.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

const WORKER_ID = '0d5ae4a4-5a5a-4c4c-8b8b-3f1f5f0a7c11';

interface TrailRow {
  action: string;
  user_id: string | null;
  old_value: object | null;
  new_value: object | null;
}

describe('the audit trail of downloads', () => {
  let context: TestContext;
  let uow: UnitOfWork;
  let downloads: DownloadsService;
  let commands: DownloadCommands;
  let outcomes: DownloadOutcomes;
  let actor: Actor;

  /** What the trail tells of a title, oldest first. */
  const trailOf = (mediaId: string) =>
    uow.manager.query<TrailRow[]>(
      `SELECT action, user_id, old_value, new_value FROM audit_log
        WHERE resource = 'media' AND resource_id = $1 ORDER BY ordinal`,
      [mediaId],
    );
  const factsOf = ({ id, ownerId, releaseName }: Download) => ({
    download_id: id,
    owner_id: ownerId,
    release_name: releaseName,
  });
  const claim = async (id: string): Promise<ClaimedDownload> => {
    const claimed = await context.app.get(ClaimedDownloads).claim(WORKER_ID, id);
    if (!claimed) throw new Error('The download was not claimed');
    return claimed;
  };

  beforeAll(async () => {
    context = await startTestContext({
      imports: [MediaModule, DownloadsModule],
      providers: [ClaimedDownloads, DownloadOutcomes, ...RECORDING_PROVIDERS],
    });
    uow = context.app.get(UnitOfWork);
    downloads = context.app.get(DownloadsService);
    commands = context.app.get(DownloadCommands);
    outcomes = context.app.get(DownloadOutcomes);
  });
  beforeEach(async () => {
    actor = await createActor(uow);
  });
  afterAll(() => context?.stop());

  it('begins with the title and its download, as documented', async () => {
    const download = await downloads.start(actor, someMagnet({ qualityPreference: 'high' }));
    const [added, started] = await trailOf(download.mediaId ?? '');
    expect(added).toMatchObject({ action: 'media_added', old_value: null, new_value: { year: 2001 } });
    expect(started).toMatchObject({ action: 'download_started', old_value: null });
    expect(started?.new_value).toEqual({
      status: 'pending',
      ...factsOf(download),
      kind: 'torrent',
      info_hash: download.infoHash,
      priority: 50,
      source_id: null,
      quality_preference: 'high',
    });
  });

  it('tells of each command once, with the state before and after', async () => {
    const download = await downloads.start(actor, someMagnet());
    const { id, mediaId } = download;
    await commands.pause(actor, id);
    await commands.pause(actor, id);
    await commands.resume(actor, id);
    await commands.cancel(actor, id);
    const rows = (await trailOf(mediaId ?? '')).slice(2);
    expect(rows.map(({ action, old_value, new_value }) => ({ action, old_value, new_value }))).toEqual([
      {
        action: 'download_paused',
        old_value: { status: 'pending' },
        new_value: { status: 'paused', ...factsOf(download) },
      },
      {
        action: 'download_resumed',
        old_value: { status: 'paused' },
        new_value: { status: 'pending', ...factsOf(download) },
      },
      {
        action: 'download_cancelled',
        old_value: { status: 'pending' },
        new_value: { status: 'cancelled', ...factsOf(download), delete_files: true },
      },
    ]);
  });

  it('tells nothing of what was refused', async () => {
    const download = await downloads.start(actor, someMagnet());
    await commands.cancel(actor, download.id);
    const before = await trailOf(download.mediaId ?? '');
    await expect(commands.pause(actor, download.id)).rejects.toThrow();
    await expect(commands.resume(actor, download.id)).rejects.toThrow();
    expect(await trailOf(download.mediaId ?? '')).toEqual(before);
  });

  it('names the system for what a worker did, and the owner in the values', async () => {
    const download = await downloads.start(actor, someMagnet());
    const claimed = await claim(download.id);
    await uow.repository(Download).update({ id: download.id }, { state: 'importing' });
    const file = {
      mediaId: download.mediaId ?? '',
      downloadId: download.id,
      relativePath: `Movies/${download.id}.mkv`,
      sizeBytes: 1000,
      source: 'torrent',
      downloadedAt: new Date(),
    };
    const media = await context.app.get(MediaService).getById(file.mediaId);
    const videos = [{ index: 0, file, numbers: null, onDisk: [] }];
    const imported = { ...NOTHING_IMPORTED, media, videos };
    expect(await outcomes.complete(claimed, WORKER_ID, imported)).toBe(true);
    const rows = (await trailOf(download.mediaId ?? '')).slice(2);
    expect(rows).toEqual([
      {
        action: 'media_file_added',
        user_id: null,
        old_value: null,
        new_value: expect.objectContaining({ download_id: download.id, relative_path: file.relativePath }),
      },
      {
        action: 'download_completed',
        user_id: null,
        old_value: { status: 'running' },
        new_value: {
          status: 'completed',
          ...factsOf(download),
          size_bytes: 1000,
          media_files: [expect.any(String)],
          import_note: null,
        },
      },
    ]);
  });

  it('says why a download failed, once', async () => {
    const download = await downloads.start(actor, someMagnet());
    const claimed = await claim(download.id);
    expect(await outcomes.fail(claimed, WORKER_ID, new MetadataTimeoutError(60))).toBe(true);
    expect(await outcomes.fail(claimed, WORKER_ID, new MetadataTimeoutError(60))).toBe(false);
    const rows = (await trailOf(download.mediaId ?? '')).slice(2);
    expect(rows).toEqual([
      {
        action: 'download_failed',
        user_id: null,
        old_value: { status: 'running' },
        new_value: expect.objectContaining({ status: 'failed', error_code: 'METADATA_TIMEOUT' }),
      },
    ]);
  });
});
