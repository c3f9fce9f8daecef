import type { Search } from '../../src/modules/search/search.entity.js';
import { SearchCommands } from '../../src/modules/search/search-commands.service.js';
import { SearchLab } from '../support/search-lab.js';
import { waitFor } from '../support/wait-for.js';

const SLOTS = 2;

describe('many searches at once', () => {
  let lab: SearchLab;

  beforeAll(async () => {
    lab = await SearchLab.start(['one', 'hanging'], { SOKOUL_SEARCH_SLOTS_PER_PROVIDER: String(SLOTS) });
  });
  afterAll(() => lab?.stop());
  afterEach(() => lab.calm());

  it('serve people in turn, whoever started more', async () => {
    const [ann, bob] = [await lab.newActor(), await lab.newActor()];
    await lab.search(ann, { providers: ['one'] }); // so that the capabilities are known
    lab.indexer('one').delayMs = 150;
    const before = lab.questionsTo('one').length;
    for (let year = 1900; year < 1918; year++) {
      await lab.start(ann, { query: `Ann ${year}`, providers: ['one'], year });
    }
    await waitFor('the first to be asked', () => lab.questionsTo('one').length >= before + SLOTS);
    const askedBefore = lab.questionsTo('one').length;
    const bobs = await lab.start(bob, { query: 'Bob', providers: ['one'], year: 2000 });
    await lab.ended(bob, bobs);
    const questions = lab.questionsTo('one').map(({ searchParams }) => searchParams.get('q') ?? '');
    const place = questions.slice(askedBefore).findIndex((text) => /bob/i.test(text));
    expect(place).toBeGreaterThanOrEqual(0);
    expect(place).toBeLessThanOrEqual(SLOTS + 1);
  });

  it('do not wait for a provider that hangs', async () => {
    const ann = await lab.newActor();
    lab.indexer('hanging').mode = 'hang';
    const stuck: Search[] = [];
    for (let year = 1900; year < 1900 + SLOTS + 2; year++) {
      stuck.push(await lab.start(ann, { providers: ['hanging'], year, timeoutSeconds: 60 }));
    }
    const { runs } = await lab.search(ann, { providers: ['one'], year: 1950 });
    expect(runs[0]?.status).toBe('completed');
    const statuses = await Promise.all(
      stuck.map(async ({ id }) => (await lab.results(ann, id)).runs[0]?.status ?? ''),
    );
    expect(statuses.toSorted()).toEqual([
      ...Array<string>(2).fill('pending'),
      ...Array<string>(SLOTS).fill('running'),
    ]);
    const commands = lab.context.app.get(SearchCommands);
    for (const { id } of stuck) await commands.cancel(ann, id);
  });

  it('end at their deadline while they still wait', async () => {
    const ann = await lab.newActor();
    lab.indexer('hanging').mode = 'hang';
    const ahead: Search[] = [];
    for (let year = 1900; year < 1900 + SLOTS; year++) {
      ahead.push(await lab.start(ann, { providers: ['hanging'], year, timeoutSeconds: 60 }));
    }
    for (const search of ahead) await lab.runIs('running', ann, search, 'hanging');
    const { runs } = await lab.search(ann, { providers: ['hanging'], year: 1999, timeoutSeconds: 1 });
    expect(runs).toMatchObject([{ status: 'timed_out', startedAt: null, isShared: false }]);
    const commands = lab.context.app.get(SearchCommands);
    for (const { id } of ahead) await commands.cancel(ann, id);
  });

  it('are limited for each person, also when all are started in one moment', async () => {
    const [ann, bob] = [await lab.newActor(), await lab.newActor()];
    lab.indexer('hanging').mode = 'hang';
    const attempts = await Promise.allSettled(
      Array.from({ length: 25 }, (_, n) =>
        lab.start(ann, { providers: ['hanging'], year: 1900 + n, timeoutSeconds: 60 }),
      ),
    );
    const started = attempts.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
    expect(started).toHaveLength(20);
    const refused = attempts.filter((one) => one.status === 'rejected').map(({ reason }) => reason as object);
    expect(refused).toHaveLength(5);
    for (const reason of refused) {
      expect(reason).toMatchObject({ code: 'SEARCH_LIMIT_REACHED', details: { limit: 20 } });
    }
    const bobs = await lab.start(bob, { providers: ['hanging'], timeoutSeconds: 60 });
    const commands = lab.context.app.get(SearchCommands);
    await commands.cancel(bob, bobs.id);
    for (const { id } of started) await commands.cancel(ann, id);
    await lab.search(ann, { providers: ['one'], year: 1951 });
  });
});
