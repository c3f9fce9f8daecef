import { randomBytes, randomUUID } from 'node:crypto';
import type { Actor } from '../../src/common/access/actor.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { Download } from '../../src/modules/downloads/download.entity.js';
import { DownloadCommands, DownloadsModule, DownloadsService } from '../../src/modules/downloads/index.js';
import { ClaimedDownloads } from '../../src/modules/downloads/worker/claimed-downloads.repository.js';
import { MediaModule, MediaService } from '../../src/modules/media/index.js';
import { createActor, someMagnet } from '../support/download-people.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

const LIMIT = 5;

describe('downloads', () => {
  let context: TestContext;
  let uow: UnitOfWork;
  let downloads: DownloadsService;
  let commands: DownloadCommands;
  let claimed: ClaimedDownloads;
  let media: MediaService;
  let actor: Actor;

  beforeAll(async () => {
    context = await startTestContext({
      imports: [MediaModule, DownloadsModule],
      providers: [ClaimedDownloads],
    });
    uow = context.app.get(UnitOfWork);
    downloads = context.app.get(DownloadsService);
    commands = context.app.get(DownloadCommands);
    claimed = context.app.get(ClaimedDownloads);
    media = context.app.get(MediaService);
  });
  afterAll(() => context?.stop());
  beforeEach(async () => {
    actor = await createActor(uow);
  });

  const row = (id: string) => uow.repository(Download).findOneByOrFail({ id });
  const settled = (results: PromiseSettledResult<unknown>[]) => ({
    won: results.filter(({ status }) => status === 'fulfilled').length,
    codes: results.flatMap((result) =>
      result.status === 'rejected' ? [(result.reason as { code: string }).code] : [],
    ),
  });
  const eventsOf = async (id: string): Promise<string[]> => {
    const rows = await uow.manager.query<{ name: string }[]>(
      `SELECT name FROM outbox WHERE payload->>'download_id' = $1 ORDER BY position`,
      [id],
    );
    return rows.map(({ name }) => name);
  };

  it('records what is to be fetched, its title, and the event', async () => {
    const magnet = someMagnet();
    const started = await downloads.start(actor, magnet);
    expect(started).toMatchObject({
      ownerId: actor.id,
      state: 'pending',
      source: { kind: 'torrent', magnetLink: magnet.magnetLink },
      bytesDone: 0,
    });
    expect(await media.getById(started.mediaId ?? '')).toMatchObject({
      year: 2001,
      mediaType: 'movie',
      status: 'downloading',
    });
    expect(await eventsOf(started.id)).toEqual(['download.created']);
  });

  it('fetches a torrent once, however many ask at once', async () => {
    const others = await Promise.all([createActor(uow), createActor(uow), createActor(uow)]);
    const magnet = someMagnet();
    const { won, codes } = settled(
      await Promise.allSettled([actor, ...others].map((one) => downloads.start(one, magnet))),
    );
    expect(won).toBe(1);
    expect(codes).toEqual(['DOWNLOAD_EXISTS', 'DOWNLOAD_EXISTS', 'DOWNLOAD_EXISTS']);
  });

  it('knows a torrent by its hash, in hex or base32 and whatever the case', async () => {
    const hash = randomBytes(20).toString('hex');
    await downloads.start(actor, someMagnet({ magnetLink: `magnet:?xt=urn:btih:${hash}&dn=One` }));
    const again = someMagnet({ magnetLink: `magnet:?xt=urn:btih:${hash.toUpperCase()}&dn=Two` });
    await expect(downloads.start(actor, again)).rejects.toMatchObject({ code: 'DOWNLOAD_EXISTS' });
  });

  it('lets one person have five under way, also when six are asked for at once', async () => {
    const { won, codes } = settled(
      await Promise.allSettled(Array.from({ length: LIMIT + 1 }, () => downloads.start(actor, someMagnet()))),
    );
    expect(won).toBe(LIMIT);
    expect(codes).toEqual(['RATE_LIMIT_EXCEEDED']);
    const other = await createActor(uow);
    await expect(downloads.start(other, someMagnet())).resolves.toMatchObject({ ownerId: other.id });
  });

  it('counts a paused download out, and in again when it continues', async () => {
    const first = await downloads.start(actor, someMagnet());
    for (let count = 1; count < LIMIT; count++) await downloads.start(actor, someMagnet());
    await commands.pause(actor, first.id);
    await downloads.start(actor, someMagnet());
    await expect(commands.resume(actor, first.id)).rejects.toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
    expect(await row(first.id)).toMatchObject({ state: 'paused', desiredState: 'paused' });
  });

  it('pauses, continues and gives up, each as often as one likes', async () => {
    const { id } = await downloads.start(actor, someMagnet());
    for (let times = 0; times < 2; times++)
      expect(await commands.pause(actor, id)).toMatchObject({ state: 'paused', desiredState: 'paused' });
    for (let times = 0; times < 2; times++)
      expect(await commands.resume(actor, id)).toMatchObject({ state: 'pending', desiredState: 'running' });
    for (let times = 0; times < 2; times++)
      expect(await commands.cancel(actor, id)).toMatchObject({
        state: 'cancelled',
        desiredState: 'cancelled',
      });
    expect(await eventsOf(id)).toEqual([
      'download.created',
      'download.paused',
      'download.resumed',
      'download.cancelled',
    ]);
  });

  it('says what stands in the way of a command', async () => {
    const { id } = await downloads.start(actor, someMagnet());
    await commands.cancel(actor, id);
    const refusal = {
      code: 'DOWNLOAD_STATE_CONFLICT',
      details: { status: 'cancelled', is_importing: false, is_seeding: false },
    };
    await expect(commands.pause(actor, id)).rejects.toMatchObject(refusal);
    await expect(commands.resume(actor, id)).rejects.toMatchObject(refusal);
  });

  it('makes a title wanted again when its only download is given up', async () => {
    const { id, mediaId } = await downloads.start(actor, someMagnet());
    const second = await downloads.start(actor, someMagnet({ mediaId }));
    await commands.cancel(actor, id);
    expect((await media.getById(mediaId ?? '')).status).toBe('downloading');
    await commands.cancel(actor, second.id);
    expect((await media.getById(mediaId ?? '')).status).toBe('wanted');
  });

  it('tries a failed download again, unless someone else fetches the torrent by now', async () => {
    const magnet = someMagnet();
    const { id } = await downloads.start(actor, magnet);
    await uow.repository(Download).update({ id }, { state: 'failed', errorCode: 'DOWNLOAD_STALLED' });
    const other = await downloads.start(await createActor(uow), magnet);
    await expect(commands.resume(actor, id)).rejects.toMatchObject({ code: 'DOWNLOAD_EXISTS' });
    await uow.repository(Download).update({ id: other.id }, { state: 'failed' });
    expect(await commands.resume(actor, id)).toMatchObject({ state: 'pending', errorCode: null });
  });

  it('hides other people’s downloads, except from moderators', async () => {
    const { id } = await downloads.start(actor, someMagnet());
    const stranger = await createActor(uow);
    const moderator = await createActor(uow, 'moderator');
    await expect(downloads.getById(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(commands.cancel(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await downloads.list(stranger, { offset: 0, limit: 10 })).total).toBe(0);
    expect((await downloads.getById(moderator, id)).download.id).toBe(id);
    expect((await commands.pause(moderator, id)).state).toBe('paused');
  });

  it('lists newest first, by page and by status', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 3; count++) ids.unshift((await downloads.start(actor, someMagnet())).id);
    await commands.pause(actor, ids[1] ?? '');
    const page = await downloads.list(actor, { offset: 1, limit: 2 });
    expect(page.total).toBe(3);
    expect(page.found.map(({ download }) => download.id)).toEqual(ids.slice(1));
    expect(page.found[0]?.mediaTitle).toMatch(/^Film/);
    const paused = await downloads.list(actor, { states: ['paused'], offset: 0, limit: 10 });
    expect(paused.found.map(({ download }) => download.id)).toEqual([ids[1]]);
  });

  it('refuses what names nothing to fetch', async () => {
    const start = (changes: object) => downloads.start(actor, { ...someMagnet(), ...changes });
    await expect(start({ magnetLink: null })).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    await expect(start({ magnetLink: 'http://example.com/a.torrent' })).rejects.toMatchObject({
      code: 'MAGNET_INVALID',
    });
    await expect(start({ sourceId: randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(start({ mediaId: randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const nameless = `magnet:?xt=urn:btih:${randomBytes(20).toString('hex')}`;
    await expect(start({ magnetLink: nameless })).rejects.toMatchObject({ details: { field: 'media_id' } });
    expect((await downloads.list(actor, { offset: 0, limit: 1 })).total).toBe(0);
  });

  describe('leases', () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const expire = (id: string) =>
      uow.manager.query(`UPDATE download SET lease_until = now() - interval '1 second' WHERE id = $1`, [id]);

    it('gives a download to one of the workers that want it', async () => {
      const { id } = await downloads.start(actor, someMagnet());
      const workers = Array.from({ length: 8 }, () => randomUUID());
      const claims = await Promise.all(workers.map((worker) => claimed.claim(worker, id)));
      const [winner, ...none] = claims.filter((claim) => claim !== null);
      expect(none).toEqual([]);
      expect(winner).toMatchObject({ id, state: 'running', attempts: 1, hasDirectory: true });
      expect(workers).toContain((await row(id)).workerId);
    });

    it('passes a download on when its worker died, and not back', async () => {
      const { id } = await downloads.start(actor, someMagnet());
      await claimed.claim(one, id);
      await expire(id);
      expect((await claimed.claim(two, id))?.attempts).toBe(2);
      expect(await claimed.renew(id, one)).toBeNull();
      expect(await claimed.updateRunning(id, one, ['running'], { bytesDone: 99 })).toBe(false);
      await claimed.release(id, one);
      expect(await row(id)).toMatchObject({ workerId: two, bytesDone: 0, state: 'running' });
    });

    it('tells the worker what the owner wants, and refuses its late writes', async () => {
      const { id } = await downloads.start(actor, someMagnet());
      await claimed.claim(one, id);
      await commands.pause(actor, id);
      expect(await claimed.updateRunning(id, one, ['running'], { bytesDone: 99 })).toBe(false);
      expect(await claimed.renew(id, one)).toMatchObject({ wanted: 'paused' });
      await commands.resume(actor, id);
      expect(await claimed.claim(two, id)).toBeNull();
      expect(await claimed.renew(id, one)).toMatchObject({ wanted: 'running' });
      expect((await row(id)).state).toBe('running');
    });

    it('does not touch a torrent that a cancelled download still holds', async () => {
      const magnet = someMagnet();
      const first = await downloads.start(actor, magnet);
      await claimed.claim(one, first.id);
      await commands.cancel(actor, first.id);
      const second = await downloads.start(actor, magnet);
      expect(await claimed.claim(one, second.id)).toBeNull();
      expect(await claimed.claimLeftover(two)).toBeNull();
      await claimed.releaseRemoved(first.id, one);
      expect((await claimed.claim(one, second.id))?.id).toBe(second.id);
    });

    it('takes the oldest first', async () => {
      await uow.manager.query(`UPDATE download SET state = 'cancelled', desired_state = 'cancelled'`);
      const first = await downloads.start(actor, someMagnet());
      const second = await downloads.start(actor, someMagnet());
      expect([(await claimed.claim(one, null))?.id, (await claimed.claim(one, null))?.id]).toEqual([
        first.id,
        second.id,
      ]);
      expect(await claimed.claim(one, null)).toBeNull();
    });
  });
});
