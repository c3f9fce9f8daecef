import { rm } from 'node:fs/promises';
import path from 'node:path';
import { DownloadNudges } from '../../src/modules/downloads/download-nudges.js';
import { Download } from '../../src/modules/downloads/download.entity.js';
import { BlockedReleases } from '../../src/modules/downloads/index.js';
import { QuotasService } from '../../src/modules/downloads/quotas/quotas.service.js';
import { DownloadLab } from '../support/download-lab.js';
import { someMagnet } from '../support/download-people.js';

const SIZE_BYTES = 3_000_000;
const SLOW_BYTES_PER_SECOND = 500_000;
const ALWAYS = { from: '00:00', to: '00:00' };
const PETABYTE = 1024 ** 5;

describe('downloads and what stands in their way', () => {
  let lab: DownloadLab;

  beforeAll(async () => {
    // The tracker is to remember who has a file for as long as it takes the next one to come.
    lab = await DownloadLab.open({ SOKOUL_METADATA_TIMEOUT_SECONDS: '5' }, 10_000);
  });
  afterEach(() => lab.stopSeeders());
  afterAll(() => lab?.close());

  const slowDownload = async (name: string) => {
    const video = await lab.seed(name, SIZE_BYTES, SLOW_BYTES_PER_SECOND);
    const { id } = await lab.start(video.magnet);
    await lab.until('some bytes', id, ({ bytesDone }) => bytesDone > 0);
    return id;
  };
  const untilWaiting = (id: string, reason: string) =>
    lab.until(`it to wait for ${reason}`, id, (one) => one.waitsFor === reason && one.workerId === null);
  const untilCompleted = (id: string) =>
    lab.until('it to complete', id, ({ state }) => state === 'completed');

  it('tries a failed one again, then fails it with the reason and puts it on the blocklist', async () => {
    await lab.set('downloads.max_retries', 1);
    await lab.set('downloads.retry_delay_seconds', 1);
    const { id, identity, releaseName } = await lab.start(someMagnet().magnetLink);
    await lab.until('the second attempt', id, ({ retries, state }) => retries === 1 && state === 'running');
    const failed = await lab.until('it to fail', id, ({ state }) => state === 'failed');
    expect(failed).toMatchObject({ errorCode: 'METADATA_TIMEOUT', retries: 1, waitsFor: null, attempts: 2 });
    const [event, ...others] = await lab.uow.manager.query<{ payload: object }[]>(
      `SELECT payload FROM outbox WHERE name = 'download.failed' AND payload ->> 'download_id' = $1`,
      [id],
    );
    expect(others).toEqual([]);
    expect(event?.payload).toMatchObject({ identity, release_name: releaseName, is_blocked: true });
    const blocklist = lab.context.app.get(BlockedReleases);
    expect(await blocklist.isBlocked(identity)).toBe(true);
    const [[blocked]] = await blocklist.list({ offset: 0, limit: 10 });
    expect(blocked).toMatchObject({ identity, reason: 'METADATA_TIMEOUT', expiresAt: null });
    await blocklist.unblock(blocked?.id ?? '');
    expect(await blocklist.isBlocked(identity)).toBe(false);
    await lab.commands.resume(lab.actor, id);
    await lab.until('it to run again', id, ({ state, retries }) => state === 'running' && retries === 0);
    await lab.commands.cancel(lab.actor, id);
  }, 60_000);

  it('waits while the disk is too full, keeps what has arrived, and goes on', async () => {
    const id = await slowDownload('Full.House.2001.720p.WEB');
    await lab.set('downloads.min_free_bytes', PETABYTE);
    const waiting = await untilWaiting(id, 'disk_space');
    expect(waiting).toMatchObject({ state: 'pending', retries: 0, hasDirectory: true });
    expect(waiting.bytesDone).toBeGreaterThan(0);
    await lab.set('downloads.min_free_bytes', null);
    await untilCompleted(id);
  }, 60_000);

  it('fetches nothing in hours that are set aside for others', async () => {
    const id = await slowDownload('Early.Closing.2002.720p.WEB');
    await lab.set('downloads.schedule', [{ ...ALWAYS, download_limit: 0 }]);
    await untilWaiting(id, 'slow_hours');
    await lab.set('downloads.schedule', null);
    await untilCompleted(id);
  }, 60_000);

  it('counts what arrives, waits when the quota is used up, and goes on when there is more', async () => {
    const quotas = lab.context.app.get(QuotasService);
    const before = (await quotas.getOf(lab.actor.id)).used.dailyBytes;
    const id = await slowDownload('Rationed.2003.720p.WEB');
    await lab.set('quotas.daily_bytes', 1);
    await untilWaiting(id, 'quota');
    await expect(lab.start(someMagnet().magnetLink)).rejects.toMatchObject({
      code: 'QUOTA_EXCEEDED',
      details: { quota: 'daily' },
    });
    await quotas.set(lab.actor.id, { dailyBytes: 0, storedBytes: null });
    await untilCompleted(id);
    expect((await quotas.getOf(lab.actor.id)).used.dailyBytes - before).toBeGreaterThanOrEqual(SIZE_BYTES);
    await quotas.set(lab.actor.id, { dailyBytes: 0, storedBytes: SIZE_BYTES });
    await expect(lab.start(someMagnet().magnetLink)).rejects.toMatchObject({ details: { quota: 'stored' } });
    await quotas.set(lab.actor.id, { dailyBytes: null, storedBytes: null });
    await lab.set('quotas.daily_bytes', null);
  }, 60_000);

  it('obeys other limits while it runs', async () => {
    const video = await lab.seed('Open.Throttle.2004.720p.WEB', SIZE_BYTES);
    const request = someMagnet({ magnetLink: video.magnet, limits: { downloadLimit: 10_000 } });
    const { id } = await lab.downloads.start(lab.actor, request);
    await lab.until('it to run', id, ({ state, files }) => state === 'running' && files.length > 0);
    await lab.uow.repository(Download).update({ id }, { limits: {} });
    await lab.context.app.get(DownloadNudges).toOwner(id);
    // With the first limit it would take five minutes.
    await untilCompleted(id);
  }, 60_000);

  it('sends a completed one to others, also after its worker went away, until somebody ends it', async () => {
    await lab.set('downloads.seed_minutes', 60);
    const video = await lab.seed('Good.Neighbour.2005.720p.WEB', SIZE_BYTES);
    const { id } = await lab.start(video.magnet);
    const isSent = (one: Download) => one.state === 'completed' && one.isSeeding && one.workerId !== null;
    const first = await lab.until('some seconds', id, (one) => isSent(one) && one.seededSeconds > 1);
    expect(await lab.directories()).toContain(id);
    await lab.uow.repository(Download).update({ id }, { workerId: null, leaseUntil: null });
    await lab.context.app.get(DownloadNudges).toOwner(id);
    await lab.until('it to go on', id, (one) => isSent(one) && one.seededSeconds > first.seededSeconds + 1);
    await lab.commands.stopSeeding(lab.actor, id);
    await lab.until('it to clean up', id, ({ hasDirectory, isSeeding }) => !hasDirectory && !isSeeding);
    expect(await lab.directories()).not.toContain(id);
    await lab.set('downloads.seed_minutes', null);
  }, 60_000);

  it('ends sending when the ratio is reached', async () => {
    await lab.set('downloads.seed_ratio', 1);
    const video = await lab.seed('Fair.Share.2007.720p.WEB', SIZE_BYTES);
    const { id } = await lab.start(video.magnet);
    await lab.until('it to be sent', id, ({ isSeeding, workerId }) => isSeeding && workerId !== null);
    await lab.stopSeeders();
    const tracker = new URL(new URL(video.magnet).searchParams.get('tr') ?? '');
    const others = await DownloadLab.open({ SOKOUL_ALLOWED_ORIGINS: tracker.origin });
    try {
      const theirs = await others.start(video.magnet);
      await others.until('them to have it', theirs.id, ({ state }) => state === 'completed');
    } finally {
      await others.close();
    }
    const sent = await lab.until('it to clean up', id, ({ hasDirectory }) => !hasDirectory);
    expect(sent.isSeeding).toBe(false);
    expect(sent.bytesSent).toBeGreaterThanOrEqual(SIZE_BYTES);
    await lab.set('downloads.seed_ratio', null);
  }, 60_000);

  it('does not fetch again what is in the library, unless it is gone or somebody insists', async () => {
    const video = await lab.seed('Once.Enough.2006.720p.WEB', SIZE_BYTES);
    const first = await lab.start(video.magnet);
    await untilCompleted(first.id);
    const again = await lab.start(video.magnet);
    expect(again).toMatchObject({ state: 'skipped', totalBytes: SIZE_BYTES, bytesDone: SIZE_BYTES });
    const request = someMagnet({ magnetLink: video.magnet, isForced: true });
    const forced = await lab.downloads.start(lab.actor, request);
    expect(forced.state).toBe('pending');
    await lab.commands.cancel(lab.actor, forced.id);
    const [file] = await lab.media.filesOf(first.mediaId ?? '');
    await rm(path.join(lab.paths.library, file?.relativePath ?? ''));
    const anew = await lab.start(video.magnet);
    expect(anew.state).toBe('pending');
    await lab.commands.cancel(lab.actor, anew.id);
  }, 60_000);

  it('takes more than run at once when it is to queue them', async () => {
    await lab.set('limits.downloads_per_user', 1);
    await lab.start(someMagnet().magnetLink);
    await expect(lab.start(someMagnet().magnetLink)).rejects.toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
    await lab.set('downloads.queue_when_full', true);
    const { id } = await lab.start(someMagnet().magnetLink);
    await lab.until('it to wait for its turn', id, ({ waitsFor }) => waitsFor === 'user_limit');
  }, 60_000);
});
