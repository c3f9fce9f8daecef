import { randomUUID } from 'node:crypto';
import type { Actor } from '../../src/common/access/actor.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { AdminModule, UserDeletionService, UsersService } from '../../src/modules/admin/index.js';
import { SessionIssuer, User } from '../../src/modules/auth/index.js';
import { DownloadsService } from '../../src/modules/downloads/index.js';
import { MediaService } from '../../src/modules/media/index.js';
import { createActor, someMagnet } from '../support/download-people.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

describe('the deletion of an account', () => {
  let context: TestContext;
  let uow: UnitOfWork;
  let deletion: UserDeletionService;
  let person: Actor;

  const query = <Row extends object>(sql: string, ...values: unknown[]) =>
    uow.manager.query<Row[]>(sql, values);
  const startDownload = (changes = {}) =>
    context.app.get(DownloadsService).start(person, someMagnet(changes));
  const signIn = async () =>
    context.app
      .get(SessionIssuer)
      .open(await uow.repository(User).findOneByOrFail({ id: person.id }), 'plex', null);
  const statusOf = async (mediaId: string) => (await context.app.get(MediaService).getById(mediaId)).status;

  beforeAll(async () => {
    context = await startTestContext({ imports: [AdminModule] });
    uow = context.app.get(UnitOfWork);
    deletion = context.app.get(UserDeletionService);
  });
  beforeEach(async () => {
    person = await createActor(uow);
  });
  afterAll(() => context.stop());

  it('reports what went with it, and leaves nothing else of it', async () => {
    await signIn();
    await signIn();
    const waiting = await startDownload();
    const onDisk = await startDownload();
    const ended = await startDownload();
    await query('UPDATE download SET has_directory = true, bytes_done = 700 WHERE id = $1', onDisk.id);
    await query(`UPDATE download SET state = 'completed' WHERE id = $1`, ended.id);
    await query(
      `INSERT INTO admin_ip_rule (id, cidr, created_by) VALUES ($1, '10.0.0.0/8', $2)`,
      randomUUID(),
      person.id,
    );
    expect(await deletion.delete(person.id)).toEqual({
      userId: person.id,
      username: person.username,
      deletedAt: expect.any(Date),
      endedSessions: 2,
      records: { deleted: { auth_session: 2, download: 3 }, detached: { admin_ip_rule: 1 } },
      downloads: { cancelled: 2, directories: 1, sizeBytes: 700 },
    });
    for (const table of ['auth_session WHERE user_id', 'download WHERE owner_id', 'app_user WHERE id'])
      expect(await query(`SELECT 1 FROM ${table} = $1`, person.id)).toEqual([]);
    expect(await query('SELECT download_id FROM download_leftover')).toEqual([{ download_id: onDisk.id }]);
    expect(await statusOf(waiting.mediaId ?? '')).toBe('wanted');
  });

  it('tells other modules and the audit trail', async () => {
    const { id: downloadId } = await startDownload();
    await deletion.delete(person.id);
    const events = await query<{ name: string }>(
      `SELECT name FROM outbox WHERE payload->>'user_id' = $1 OR payload->>'download_id' = $2 ORDER BY name`,
      person.id,
      downloadId,
    );
    expect(events.map(({ name }) => name)).toEqual([
      'download.cancelled',
      'download.created',
      'user.deleted',
    ]);
    const [row] = await query<{ old_value: object; new_value: object }>(
      `SELECT old_value, new_value FROM audit_log WHERE action = 'user_deleted' AND resource_id = $1`,
      person.id,
    );
    expect(row).toEqual({
      old_value: { username: person.username, email: null, role: 'user', status: 'active' },
      new_value: {
        deleted_records: { download: 1 },
        detached_records: {},
        cancelled_downloads: 1,
        download_directories: 0,
        download_bytes: 0,
      },
    });
  });

  it('keeps a title under way that somebody else fetches too', async () => {
    const { mediaId } = await startDownload();
    const other = await createActor(uow);
    await context.app.get(DownloadsService).start(other, someMagnet({ mediaId }));
    await deletion.delete(person.id);
    expect(await statusOf(mediaId ?? '')).toBe('downloading');
  });

  it('does all of it or nothing', async () => {
    await startDownload();
    const work = uow.run(async () => {
      await deletion.delete(person.id);
      throw new Error('changed our mind');
    });
    await expect(work).rejects.toThrow('changed our mind');
    const { downloads } = await context.app.get(UsersService).getById(person.id);
    expect(downloads).toEqual({ downloads: 1, active: 1, completedBytes: 0 });
  });

  it('refuses someone who is not there', async () => {
    await expect(deletion.delete(randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
