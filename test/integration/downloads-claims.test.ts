import { randomUUID } from 'node:crypto';
import type { Actor } from '../../src/common/access/actor.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { Download } from '../../src/modules/downloads/download.entity.js';
import { DownloadsModule, DownloadsService } from '../../src/modules/downloads/index.js';
import { ANYTHING } from '../../src/modules/downloads/worker/claim-statement.js';
import type { ClaimRules } from '../../src/modules/downloads/worker/claim-statement.js';
import { ClaimedDownloads } from '../../src/modules/downloads/worker/claimed-downloads.repository.js';
import { WaitingDownloads } from '../../src/modules/downloads/worker/waiting-downloads.repository.js';
import { MediaModule } from '../../src/modules/media/index.js';
import { createActor, someMagnet } from '../support/download-people.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

const WORKER = randomUUID();

describe('claiming downloads', () => {
  let context: TestContext;
  let uow: UnitOfWork;
  let claims: ClaimedDownloads;
  let waiting: WaitingDownloads;

  beforeAll(async () => {
    context = await startTestContext({
      imports: [MediaModule, DownloadsModule],
      providers: [ClaimedDownloads, WaitingDownloads],
    });
    uow = context.app.get(UnitOfWork);
    claims = context.app.get(ClaimedDownloads);
    waiting = context.app.get(WaitingDownloads);
  });
  beforeEach(() => uow.manager.query('DELETE FROM download'));
  afterAll(() => context?.stop());

  const start = async (actor: Actor, priority = 50): Promise<string> => {
    const { id } = await context.app.get(DownloadsService).start(actor, someMagnet());
    await uow.repository(Download).update({ id }, { priority });
    return id;
  };
  const claim = (rules: Partial<ClaimRules> = {}, worker = WORKER) =>
    uow.run(() => claims.claim(worker, null, { ...ANYTHING, ...rules }));
  const claimAll = async (rules: Partial<ClaimRules> = {}): Promise<string[]> => {
    const ids: string[] = [];
    for (let one = await claim(rules); one; one = await claim(rules)) ids.push(one.id);
    return ids;
  };
  const rowOf = (id: string) => uow.repository(Download).findOneByOrFail({ id });

  it('takes the highest priority first, then who has the fewest running, then the oldest', async () => {
    const greedy = await createActor(uow);
    const modest = await createActor(uow);
    const [first, second] = [await start(greedy), await start(greedy)];
    const late = await start(modest);
    const urgent = await start(greedy, 90);
    expect(await claimAll()).toEqual([urgent, late, first, second]);
  });

  it('keeps to the limits of all, of a kind and of a person', async () => {
    const actor = await createActor(uow);
    for (let n = 0; n < 4; n++) await start(actor);
    expect(await claimAll({ atOnce: 0 })).toHaveLength(0);
    expect(await claimAll({ perKind: { ...ANYTHING.perKind, torrent: 1 } })).toHaveLength(1);
    expect(await claimAll({ perUser: 2 })).toHaveLength(1);
    expect(await claimAll({ atOnce: 3 })).toHaveLength(1);
    expect(await claimAll({ blockedOwners: [actor.id] })).toHaveLength(0);
    expect(await claimAll({ isOnHold: true })).toHaveLength(0);
    expect(await claimAll({ kinds: ['http'] })).toHaveLength(0);
    expect(await claimAll()).toHaveLength(1);
  });

  it('never gives out more than the limit when many workers ask at once', async () => {
    const people = await Promise.all([1, 2, 3].map(() => createActor(uow)));
    for (const actor of people) for (let n = 0; n < 4; n++) await start(actor);
    const taken = await Promise.all(
      Array.from({ length: 12 }, () => claim({ atOnce: 5, perUser: 2 }, randomUUID())),
    );
    const claimed = taken.filter((one) => one !== null);
    expect(claimed).toHaveLength(5);
    expect(new Set(claimed.map(({ id }) => id)).size).toBe(5);
    for (const actor of people)
      expect(claimed.filter(({ ownerId }) => ownerId === actor.id).length).toBeLessThanOrEqual(2);
  });

  it('lets imports go on whatever the limits say', async () => {
    const id = await start(await createActor(uow));
    await uow.repository(Download).update({ id }, { state: 'importing' });
    expect(await claimAll({ atOnce: 0, isOnHold: true })).toEqual([id]);
  });

  it('does not take what waits for its next attempt, and clears the reason when it does', async () => {
    const id = await start(await createActor(uow));
    await claim();
    const failure = { code: 'DOWNLOAD_STALLED', message: 'Nothing has arrived', retries: 1 };
    expect(await claims.setAside(id, WORKER, { waitsFor: 'retry', delaySeconds: 600, failure })).toBe(true);
    expect(await rowOf(id)).toMatchObject({
      state: 'pending',
      waitsFor: 'retry',
      retries: 1,
      workerId: null,
      errorCode: 'DOWNLOAD_STALLED',
    });
    expect(await claim()).toBeNull();
    await uow.manager.query(`UPDATE download SET next_attempt_at = now() - interval '1 second'`);
    expect(await claim()).toMatchObject({
      id,
      state: 'running',
      waitsFor: null,
      nextAttemptAt: null,
      errorCode: null,
    });
  });

  it('does not set aside what its owner has paused meanwhile, nor what another worker has', async () => {
    const id = await start(await createActor(uow));
    await claim();
    const aside = { waitsFor: 'quota', delaySeconds: null, failure: null } as const;
    expect(await claims.setAside(id, randomUUID(), aside)).toBe(false);
    await uow.repository(Download).update({ id }, { state: 'paused', desiredState: 'paused' });
    expect(await claims.setAside(id, WORKER, aside)).toBe(false);
    expect(await rowOf(id)).toMatchObject({ state: 'paused', waitsFor: null });
  });

  it('tells what each waits for', async () => {
    const [running, blocked, other] = await Promise.all([1, 2, 3].map(() => createActor(uow)));
    if (!running || !blocked || !other) throw new Error('Nobody is there');
    await start(running);
    await claim();
    const [mine, theirs, later, free] = [
      await start(running),
      await start(blocked),
      await start(other),
      await start(other),
    ];
    await uow.manager.query(
      `UPDATE download SET next_attempt_at = now() + interval '1 hour', waits_for = 'disk_space' WHERE id = $1`,
      [later],
    );
    const rules = { ...ANYTHING, perUser: 1, blockedOwners: [blocked.id] };
    const reasons = async () =>
      Promise.all([mine, theirs, later, free].map(async (id) => (await rowOf(id)).waitsFor));
    await waiting.explain(rules, null);
    expect(await reasons()).toEqual(['user_limit', 'quota', 'disk_space', 'queue']);
    await waiting.explain(rules, 'slow_hours');
    expect(await reasons()).toEqual(['slow_hours', 'quota', 'disk_space', 'slow_hours']);
    await waiting.explain({ ...ANYTHING, perKind: { ...ANYTHING.perKind, torrent: 1 } }, null);
    expect(await reasons()).toEqual(['kind_limit', 'kind_limit', 'disk_space', 'kind_limit']);
  });

  it('says of what a vanished worker left that it waits, and leaves what is held alone', async () => {
    const actor = await createActor(uow);
    const [left, held] = [await start(actor), await start(actor)];
    await claimAll();
    await uow.manager.query(
      `UPDATE download SET lease_until = now() - interval '1 second', speed_bytes_per_sec = 5 WHERE id = $1`,
      [left],
    );
    await waiting.admitAbandoned();
    expect(await rowOf(left)).toMatchObject({ state: 'pending', workerId: null, speedBytesPerSec: 0 });
    expect(await rowOf(held)).toMatchObject({ state: 'running', workerId: WORKER });
  });

  it('takes a completed one again that is still to be sent to peers, and keeps its directory until then', async () => {
    const id = await start(await createActor(uow));
    await uow
      .repository(Download)
      .update({ id }, { state: 'completed', isSeeding: true, hasDirectory: true });
    expect(await claim()).toBeNull();
    expect(await claims.claimLeftover(WORKER)).toBeNull();
    expect(await claims.claimSeeding(WORKER, ['http'])).toBeNull();
    expect(await claims.claimSeeding(WORKER)).toMatchObject({ id, state: 'completed' });
    const changes = { bytesSent: 10, seededSeconds: 5, isSeeding: false };
    expect(await claims.updateSeeding(id, WORKER, changes)).toBe(true);
    expect(await claims.updateSeeding(id, WORKER, changes)).toBe(false);
    await claims.release(id, WORKER);
    expect(await claims.claimLeftover(WORKER)).toBe(id);
  });

  it('keeps who asks for a hundred from starving who asks for one', async () => {
    const [greedy, modest] = [await createActor(uow), await createActor(uow)];
    await start(greedy);
    await uow.manager.query(
      `INSERT INTO download (id, owner_id, kind, identity, source, release_name)
       SELECT gen_random_uuid(), owner_id, kind, 'btih:' || n, source, release_name
         FROM download, generate_series(1, 100) n`,
    );
    const theirs = await start(modest);
    expect((await claimAll({ atOnce: 2 })).at(-1)).toBe(theirs);
  });
});
