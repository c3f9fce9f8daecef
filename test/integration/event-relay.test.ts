import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { AfterCommit } from '../../src/common/events/after-commit.decorator.js';
import type { DomainEvent } from '../../src/common/events/event-map.js';
import { EventRelayModule } from '../../src/common/events/events.module.js';
import { Outbox } from '../../src/common/events/outbox.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';
import { waitFor } from '../support/wait-for.js';

declare module '../../src/common/events/event-map.js' {
  interface EventMap {
    'test.happened': { number: number };
  }
}

@Injectable()
class Steady {
  readonly seen: number[] = [];

  @AfterCommit('test.happened')
  async note(event: DomainEvent<'test.happened'>): Promise<void> {
    this.seen.push(event.payload.number);
  }
}

@Injectable()
class Shaky {
  readonly attempts: number[] = [];

  @AfterCommit('test.happened')
  async note(event: DomainEvent<'test.happened'>): Promise<void> {
    this.attempts.push(event.payload.number);
    if (this.attempts.length === 1) throw new Error('not this time');
  }
}

describe('the event relay', () => {
  let context: TestContext;
  let uow: UnitOfWork;
  let outbox: Outbox;

  beforeAll(async () => {
    context = await startTestContext({ imports: [EventRelayModule], providers: [Steady, Shaky] });
    uow = context.app.get(UnitOfWork);
    outbox = context.app.get(Outbox);
  });
  afterAll(() => context.stop());

  it('refuses an event outside a transaction', async () => {
    await expect(outbox.record('test.happened', { number: 0 })).rejects.toThrow(/outside a transaction/);
  });

  it('forgets an event whose change is rolled back', async () => {
    const work = uow.run(async () => {
      await outbox.record('test.happened', { number: 1 });
      throw new Error('changed our mind');
    });
    await expect(work).rejects.toThrow('changed our mind');
    expect(await uow.manager.query('SELECT 1 FROM outbox')).toEqual([]);
  });

  it('delivers in order, once to each consumer, and again only to the one that failed', async () => {
    for (const number of [2, 3, 4]) await uow.run(() => outbox.record('test.happened', { number }));
    await waitFor('every event to be dispatched', async () => {
      const [row] = await uow.manager.query<[{ open: string }]>(
        'SELECT count(*) AS open FROM outbox WHERE dispatched_at IS NULL',
      );
      return row.open === '0';
    });
    expect(context.app.get(Steady).seen).toEqual([2, 3, 4]);
    expect(context.app.get(Shaky).attempts).toEqual([2, 3, 4, 2]);
    expect(await uow.manager.query('SELECT 1 FROM event_delivery')).toHaveLength(6);
  });
});

describe('a unit of work', () => {
  let context: TestContext;

  beforeAll(async () => {
    context = await startTestContext({});
  });
  afterAll(() => context.stop());

  it('runs again after a deadlock', async () => {
    const uow = context.app.get(UnitOfWork);
    await uow.manager.query(
      'CREATE TABLE counter (id int PRIMARY KEY, value int); INSERT INTO counter VALUES (1, 0), (2, 0)',
    );
    const add = (id: number) => uow.manager.query('UPDATE counter SET value = value + 1 WHERE id = $1', [id]);
    let waiting = 0;
    const meet = Promise.withResolvers<void>();
    const both = (first: number, second: number) =>
      uow.run(async () => {
        await add(first);
        if (++waiting === 2) meet.resolve();
        await meet.promise;
        await add(second);
      });
    await Promise.all([both(1, 2), both(2, 1)]);
    expect(await uow.manager.query('SELECT value FROM counter ORDER BY id')).toEqual([
      { value: 2 },
      { value: 2 },
    ]);
  });
});
