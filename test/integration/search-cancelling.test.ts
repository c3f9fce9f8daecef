import type { Actor } from '../../src/common/access/actor.js';
import { RedisConnections } from '../../src/common/redis/redis.module.js';
import { SearchCommands } from '../../src/modules/search/search-commands.service.js';
import { SearchSweeper } from '../../src/modules/search/search-sweeper.js';
import type { Search } from '../../src/modules/search/search.entity.js';
import { SearchLab, sourceCount } from '../support/search-lab.js';
import { waitFor } from '../support/wait-for.js';

interface Envelope {
  readonly room: string;
  readonly message: { type: string; search_id: string } & Record<string, unknown>;
}

describe('the end of searches', () => {
  let lab: SearchLab;
  let actor: Actor;
  let commands: SearchCommands;
  const messages: Envelope[] = [];

  beforeAll(async () => {
    lab = await SearchLab.start(['fast', 'slow']);
    actor = await lab.newActor();
    commands = lab.context.app.get(SearchCommands);
    const subscriber = lab.context.app.get(RedisConnections).create('test');
    await subscriber.subscribe('sokoul:realtime');
    subscriber.on('message', (_, text) => messages.push(JSON.parse(text) as Envelope));
  });
  afterAll(() => lab?.stop());
  afterEach(() => lab.calm());

  /** `fast` has answered; `slow` never will. */
  const halfDone = async (): Promise<Search> => {
    lab.indexer('slow').mode = 'hang';
    const search = await lab.start(actor, { timeoutSeconds: 120 });
    await lab.runIs('completed', actor, search, 'fast');
    await lab.runIs('running', actor, search, 'slow');
    return search;
  };
  const rowsOf = async (table: string, id: string): Promise<number> => {
    const column = table === 'search' ? 'id' : 'search_id';
    const rows = await lab.uow.manager.query<object[]>(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [id]);
    return rows.length;
  };
  const eventsOf = async (id: string): Promise<string[]> => {
    const rows = await lab.uow.manager.query<Array<{ name: string }>>(
      `SELECT name FROM outbox WHERE payload->>'search_id' = $1 ORDER BY position`,
      [id],
    );
    return rows.map(({ name }) => name);
  };
  const auditOf = (id: string) =>
    lab.uow.manager.query<Array<{ action: string; old_value: object; new_value: object | null }>>(
      `SELECT action, old_value, new_value FROM audit_log WHERE resource_id = $1 AND action <> 'search_started' ORDER BY id`,
      [id],
    );
  const endMessage = ({ id }: Pick<Search, 'id'>) =>
    waitFor('the message of the end', () =>
      messages.find(({ message }) => message.type === 'search_completed' && message.search_id === id),
    );

  it('is told on the live channel with what became of each provider', async () => {
    const found = await lab.search(actor);
    const { room, message } = await endMessage(found.search);
    expect(room).toBe(`user:${actor.id}`);
    expect(message).toEqual({
      type: 'search_completed',
      search_id: found.search.id,
      status: 'completed',
      total_results: found.titles.length,
      providers: found.runs.map((run) => ({
        provider: run.provider,
        status: 'completed',
        error_code: null,
        error_message: null,
        result_count: run.resultCount,
        is_shared: run.isShared,
      })),
    });
    const own = messages.filter(({ message: { search_id: id } }) => id === found.search.id);
    expect(own.at(-1)?.message.type).toBe('search_completed');
  });

  it('comes at once when a search is cancelled, and keeps what was found', async () => {
    const search = await halfDone();
    await commands.cancel(actor, search.id);
    const found = await lab.results(actor, search.id);
    expect(found.search).toMatchObject({ status: 'cancelled' });
    expect(found.search.completedAt).not.toBeNull();
    expect(found.runs).toMatchObject([
      { provider: 'fast', status: 'completed' },
      { provider: 'slow', status: 'cancelled', errorCode: null },
    ]);
    expect(sourceCount(found)).toBeGreaterThan(0);
    expect(await eventsOf(search.id)).toEqual(['search.cancelled']);
    expect((await endMessage(search)).message['status']).toBe('cancelled');
    await waitFor('the worker to let go of the provider', async () => {
      const rows = await lab.uow.manager.query<object[]>(
        `SELECT 1 FROM provider_answer WHERE state = 'asking'`,
      );
      return rows.length === 0;
    });
  });

  it('is cancelled once: again does nothing, after the end it is a conflict', async () => {
    const search = await halfDone();
    await commands.cancel(actor, search.id);
    await commands.cancel(actor, search.id);
    expect(await auditOf(search.id)).toMatchObject([
      { action: 'search_cancelled', old_value: { status: 'searching' }, new_value: { status: 'cancelled' } },
    ]);
    await lab.calm();
    const { search: done } = await lab.search(actor);
    await expect(commands.cancel(actor, done.id)).rejects.toMatchObject({
      code: 'SEARCH_ENDED',
      details: { status: 'completed' },
    });
  });

  it('is nobody else’s business', async () => {
    const other = await lab.newActor();
    const { search } = await lab.search(actor);
    await expect(commands.cancel(other, search.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(commands.delete(other, search.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await rowsOf('search', search.id)).toBe(1);
  });

  it('takes everything along when a search is deleted', async () => {
    const search = await halfDone();
    await commands.delete(actor, search.id);
    for (const table of ['search', 'search_provider_run', 'search_title', 'search_source']) {
      expect(await rowsOf(table, search.id)).toBe(0);
    }
    expect(await eventsOf(search.id)).toEqual(['search.cancelled']);
    expect(await auditOf(search.id)).toMatchObject([{ action: 'search_deleted', new_value: null }]);
    await expect(commands.delete(actor, search.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('can be asked for in the list', async () => {
    const person = await lab.newActor();
    const { search: done } = await lab.search(person);
    lab.indexer('slow').mode = 'hang';
    const open = await lab.start(person, { year: 1970, timeoutSeconds: 60 });
    const cancelled = await lab.start(person, { year: 1971, timeoutSeconds: 60 });
    await commands.cancel(person, cancelled.id);
    const listed = async (status?: Search['status']) => {
      const { items } = await lab.searches.list(person, { status, offset: 0, limit: 20 });
      return items.map(({ search }) => search.id);
    };
    expect(await listed('completed')).toEqual([done.id]);
    expect(await listed('searching')).toEqual([open.id]);
    expect(await listed('cancelled')).toEqual([cancelled.id]);
    expect(await listed()).toHaveLength(3);
    await commands.cancel(person, open.id);
  });

  it('is followed by deletion once the search has expired', async () => {
    const { search: old, expiresAt } = await lab.search(actor);
    expect(expiresAt.getTime() - old.createdAt.getTime()).toBe(30 * 86_400_000);
    const { search: young } = await lab.search(actor);
    const age = `UPDATE search SET created_at = created_at - make_interval(days => $2) WHERE id = $1`;
    await lab.uow.manager.query(age, [old.id, 31]);
    await lab.uow.manager.query(age, [young.id, 29]);
    await lab.context.app.get(SearchSweeper).sweep();
    expect([await rowsOf('search', old.id), await rowsOf('search', young.id)]).toEqual([0, 1]);
    expect(await rowsOf('search_source', old.id)).toBe(0);
  });
});
