import type { Actor } from '../../../src/common/access/actor.js';
import { UnitOfWork } from '../../../src/common/database/unit-of-work.js';
import { Download } from '../../../src/modules/downloads/download.entity.js';
import { DownloadChanges, DownloadCommands, DownloadsService } from '../../../src/modules/downloads/index.js';
import { ImportFailedError } from '../../../src/modules/downloads/import/import.errors.js';
import { ClaimedDownloads } from '../../../src/modules/downloads/worker/claimed-downloads.repository.js';
import { NOTHING_IMPORTED } from '../../../src/modules/downloads/import/imported-download.js';
import { DownloadOutcomes } from '../../../src/modules/downloads/worker/download-outcomes.js';
import { MetadataTimeoutError } from '../../../src/modules/downloads/worker/transfer.errors.js';
import { createActor, someMagnet } from '../download-people.js';
import type { TestContext } from '../test-context.js';
import type { UserCommand, Who, Work } from './model.js';

const DELAY_SECONDS = 3600;
const FAILURE = { code: 'DOWNLOAD_UNREACHABLE', message: 'Nobody answers', retries: 1 };

/** The system itself, with the people of one run. */
export class RealDownloads {
  private constructor(
    private readonly context: TestContext,
    private readonly people: Readonly<Record<Who, Actor>>,
  ) {}

  /** Begins with no downloads at all. */
  static async begin(context: TestContext): Promise<RealDownloads> {
    const uow = context.app.get(UnitOfWork);
    await uow.manager.query('DELETE FROM download');
    await uow.manager.query('DELETE FROM download_leftover');
    const [first, second] = [await createActor(uow), await createActor(uow)];
    return new RealDownloads(context, {
      0: first,
      1: second,
      moderator: await createActor(uow, 'moderator'),
    });
  }

  get uow(): UnitOfWork {
    return this.context.app.get(UnitOfWork);
  }

  private get claimed(): ClaimedDownloads {
    return this.context.app.get(ClaimedDownloads);
  }

  async start(owner: 0 | 1): Promise<string> {
    return (await this.context.app.get(DownloadsService).start(this.people[owner], someMagnet())).id;
  }

  /** The code of the refusal, or null. */
  async command(id: string, who: Who, command: UserCommand): Promise<string | null> {
    try {
      await this.carryOut(id, this.people[who], command);
      return null;
    } catch (error) {
      return codeOf(error);
    }
  }

  async work(id: string, worker: string, work: Work): Promise<boolean> {
    const download = await this.uow.repository(Download).findOneByOrFail({ id });
    const outcomes = this.context.app.get(DownloadOutcomes);
    switch (work) {
      case 'claim':
        return (await this.uow.run(() => this.claimed.claim(worker, id))) !== null;
      case 'renew':
        return (await this.claimed.renew(id, worker)) !== null;
      case 'progress':
        return this.claimed.updateRunning(id, worker, ['running'], { bytesDone: download.bytesDone + 1 });
      case 'importing':
        return this.claimed.updateRunning(id, worker, ['running'], { state: 'importing' });
      case 'complete':
        return outcomes.complete(download, worker, NOTHING_IMPORTED);
      case 'fail':
        return outcomes.fail(download, worker, new MetadataTimeoutError(60));
      case 'failImport':
        return outcomes.fail(download, worker, new ImportFailedError('There is no video in it'));
      case 'delay':
        return this.claimed.setAside(id, worker, {
          waitsFor: 'retry',
          delaySeconds: DELAY_SECONDS,
          failure: FAILURE,
        });
      case 'release':
        await this.claimed.release(id, worker);
        return true;
    }
  }

  /** The worker does not come to renew its lease. */
  async expire(id: string): Promise<void> {
    await this.uow.manager.query(
      `UPDATE download SET lease_until = now() - interval '1 second' WHERE id = $1 AND worker_id IS NOT NULL`,
      [id],
    );
  }

  /** A neighbour saw that the process is gone. */
  async die(worker: string): Promise<void> {
    await this.claimed.releaseAllOf(worker);
  }

  async cleanUp(worker: string): Promise<string | null> {
    const id = await this.claimed.claimLeftover(worker);
    if (id !== null) await this.claimed.releaseRemoved(id, worker);
    return id;
  }

  rows(): Promise<Download[]> {
    return this.uow.repository(Download).find({ order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** What the trail tells of each download, oldest first. */
  trails(): Promise<Map<string, string[]>> {
    return this.grouped(
      `SELECT new_value ->> 'download_id' AS id, action AS name FROM audit_log
        WHERE action LIKE 'download\\_%' ORDER BY ordinal`,
    );
  }

  events(): Promise<Map<string, string[]>> {
    return this.grouped(
      `SELECT payload ->> 'download_id' AS id, name FROM outbox WHERE name LIKE 'download.%' ORDER BY position`,
    );
  }

  private carryOut(id: string, actor: Actor, command: UserCommand): Promise<unknown> {
    const commands = this.context.app.get(DownloadCommands);
    const changes = this.context.app.get(DownloadChanges);
    switch (command.name) {
      case 'cancel':
        return commands.cancel(actor, id, command);
      case 'change':
        return changes.change(actor, id, { priority: command.priority, limits: {} });
      case 'forget':
        return changes.forget(actor, id);
      default:
        return commands[command.name](actor, id);
    }
  }

  private async grouped(sql: string): Promise<Map<string, string[]>> {
    const rows = await this.uow.manager.query<{ id: string; name: string }[]>(sql);
    const groups = new Map<string, string[]>();
    for (const { id, name } of rows) groups.set(id, [...(groups.get(id) ?? []), name]);
    return groups;
  }
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string' || !/^[A-Z_]+$/.test(code)) throw error;
  return code;
}
