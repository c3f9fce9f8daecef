import type { Actor } from '../../src/common/access/actor.js';
import { SearchConfig } from '../../src/common/config/search.config.js';
import { SettingsService } from '../../src/common/settings/settings.service.js';
import { Asking } from '../../src/modules/search/answers/asking.service.js';
import type { Following } from '../../src/modules/search/answers/following.js';
import { KeptAnswers } from '../../src/modules/search/answers/kept-answers.service.js';
import { questionOf } from '../../src/modules/search/answers/question.js';
import { SharedAnswers } from '../../src/modules/search/answers/shared-answers.service.js';
import type { Finding, SearchProvider } from '../../src/modules/search/providers/search-provider.js';
import { SearchProviders } from '../../src/modules/search/providers/providers.js';
import { SearchCommands } from '../../src/modules/search/search-commands.service.js';
import { SearchSweeper } from '../../src/modules/search/search-sweeper.js';
import { FILM, SearchLab, sourceCount } from '../support/search-lab.js';
import { waitFor } from '../support/wait-for.js';

const never = new AbortController().signal;

describe('equal searches', () => {
  let lab: SearchLab;
  let [ann, bob]: Actor[] = [];
  const people = () => {
    if (!ann || !bob) throw new Error('Nobody is there');
    return { ann, bob };
  };

  beforeAll(async () => {
    lab = await SearchLab.start(['one', 'two']);
    [ann, bob] = [await lab.newActor(), await lab.newActor()];
  });
  afterAll(() => lab?.stop());
  afterEach(() => lab.calm());

  const answers = () =>
    lab.uow.manager.query<Array<{ provider: string; state: string }>>(
      'SELECT provider, state FROM provider_answer ORDER BY provider',
    );
  const kept = (count: number) =>
    waitFor('the answers to be kept', async () => {
      const rows = await answers();
      return rows.length === count && rows.every(({ state }) => state === 'complete') && rows;
    });
  const asked = (name: string) => lab.questionsTo(name).length;

  it('ask each provider once, whoever starts them and however they are written', async () => {
    const { ann: first, bob: second } = people();
    const before = asked('one');
    const found = await lab.search(first);
    await kept(2);
    const again = await lab.search(second, { query: 'night OF the living dead!' });
    expect(asked('one')).toBe(before + 1);
    expect(found.runs.map(({ isShared }) => isShared)).toEqual([false, false]);
    expect(again.runs.map(({ isShared }) => isShared)).toEqual([true, true]);
    expect(sourceCount(again)).toBeGreaterThan(0);
    const facts = ({ titles }: typeof found) =>
      titles.flatMap(({ sources }) =>
        sources.map(({ releaseName, publishedAt, sizeBytes, seeders }) => ({
          releaseName,
          publishedAt,
          sizeBytes,
          seeders,
        })),
      );
    expect(facts(again)).toEqual(facts(found));
  });

  it('share an answer that is on its way', async () => {
    const { ann: first, bob: second } = people();
    const before = asked('one');
    lab.indexer('one').delayMs = 400;
    const early = await lab.start(first, { providers: ['one'] });
    await waitFor('the indexer to be asked', () => asked('one') === before + 1);
    const late = await lab.start(second, { providers: ['one'] });
    const [found, joined] = [await lab.ended(first, early), await lab.ended(second, late)];
    expect(asked('one')).toBe(before + 1);
    expect([found.runs[0]?.isShared, joined.runs[0]?.isShared]).toEqual([false, true]);
    expect(sourceCount(joined)).toBe(sourceCount(found));
  });

  it('are another question with another year or kind', async () => {
    const { ann: first } = people();
    const before = asked('one');
    for (const request of [{}, { year: 1969 }, { mediaType: 'all' as const }]) {
      await lab.search(first, { providers: ['one'], ...request });
    }
    expect(asked('one')).toBeGreaterThanOrEqual(before + 3);
  });

  it('do not share a failure', async () => {
    const { ann: first, bob: second } = people();
    lab.indexer('one').mode = 'error-document';
    expect((await lab.search(first, { providers: ['one'] })).runs[0]?.status).toBe('failed');
    await waitFor('the claim to be given up', async () => (await answers()).length === 0);
    lab.indexer('one').mode = 'ok';
    const again = await lab.search(second, { providers: ['one'] });
    expect(again.runs).toMatchObject([{ status: 'completed', isShared: false }]);
  });

  it('do not share an answer that was cut off', async () => {
    const { ann: first } = people();
    lab.indexer('one').mode = 'hang';
    const { runs } = await lab.search(first, { providers: ['one'], timeoutSeconds: 1 });
    expect(runs[0]?.status).toBe('timed_out');
    await waitFor('the claim to be given up', async () => (await answers()).length === 0);
  });

  it('go on for the other when one of them is cancelled', async () => {
    const { ann: first, bob: second } = people();
    lab.indexer('one').delayMs = 600;
    const early = await lab.start(first, { providers: ['one'] });
    await lab.runIs('running', first, early, 'one');
    const late = await lab.start(second, { providers: ['one'] });
    await lab.runIs('running', second, late, 'one');
    await lab.context.app.get(SearchCommands).cancel(first, early.id);
    const joined = await lab.ended(second, late);
    expect(joined.runs).toMatchObject([{ status: 'completed', isShared: true }]);
    expect(sourceCount(joined)).toBeGreaterThan(0);
  });

  it('do not share what is old, and old answers are deleted', async () => {
    const { ann: first } = people();
    await lab.search(first, { providers: ['one'] });
    await kept(1);
    await lab.uow.manager.query(
      `UPDATE provider_answer SET asked_at = asked_at - interval '6 minutes', completed_at = completed_at - interval '6 minutes'`,
    );
    const again = await lab.search(first, { providers: ['one'] });
    expect(again.runs[0]?.isShared).toBe(false);
    await kept(1);
    const sweeper = lab.context.app.get(SearchSweeper);
    await sweeper.sweep();
    expect(await answers()).toHaveLength(1);
    await lab.uow.manager.query(
      `UPDATE provider_answer SET asked_at = asked_at - interval '6 minutes', completed_at = completed_at - interval '6 minutes'`,
    );
    await sweeper.sweep();
    expect(await answers()).toEqual([]);
  });

  it('ask every time when sharing is off', async () => {
    const { ann: first } = people();
    const settings = lab.context.app.get(SettingsService);
    const set = async (minutes: number | null) => {
      await lab.uow.manager.query(
        minutes === null
          ? `DELETE FROM setting WHERE key = 'search.share_minutes'`
          : `INSERT INTO setting (key, value) VALUES ('search.share_minutes', '${minutes}')`,
      );
      await settings.reload();
    };
    await set(0);
    const before = asked('one');
    await lab.search(first, { providers: ['one'] });
    await lab.search(first, { providers: ['one'] });
    expect(asked('one')).toBe(before + 2);
    expect(await answers()).toEqual([]);
    await set(null);
  });

  describe('in several processes', () => {
    /** What another worker would have: its own memory, the same database. */
    const otherProcess = (): SharedAnswers =>
      new SharedAnswers(
        lab.context.app.get(Asking),
        lab.context.app.get(KeptAnswers),
        lab.context.app.get(SearchConfig),
      );
    const provider = (name: string): SearchProvider => {
      const found = lab.context.app.get(SearchProviders).find(name);
      if (!found) throw new Error(`There is no provider ${name}`);
      return found;
    };
    const collect = async (following: Following): Promise<Finding[]> => {
      const findings: Finding[] = [];
      for await (const portion of following.portions(never)) findings.push(...portion);
      following.leave();
      return findings;
    };
    const claimFor = (seconds: number) =>
      lab.uow.manager.query(
        `INSERT INTO provider_answer (provider, question_key, state, claim_id, lease_until, asked_at)
           VALUES ('one', $1, 'asking', gen_random_uuid(), now() + make_interval(secs => $2), now())`,
        [questionOf(provider('one'), FILM).key, seconds],
      );

    it('wait for the one that asks', async () => {
      const before = asked('one');
      lab.indexer('one').delayMs = 300;
      const here = lab.context.app.get(SharedAnswers).follow(provider('one'), FILM, 'ann');
      await here.begun(never);
      const there = otherProcess().follow(provider('one'), FILM, 'bob');
      const [found, shared] = await Promise.all([collect(here), collect(there)]);
      expect(asked('one')).toBe(before + 1);
      expect([here.isShared, there.isShared]).toEqual([false, true]);
      expect(shared).toEqual(found);
      expect(shared.length).toBeGreaterThan(0);
    });

    it('take over from one that died', async () => {
      const before = asked('one');
      await claimFor(-1);
      const following = otherProcess().follow(provider('one'), FILM, 'bob');
      expect((await collect(following)).length).toBeGreaterThan(0);
      expect(following.isShared).toBe(false);
      expect(asked('one')).toBe(before + 1);
      await kept(1);
    });

    it('wait no longer than it may be alive', async () => {
      await claimFor(1);
      const following = otherProcess().follow(provider('one'), FILM, 'bob');
      expect((await collect(following)).length).toBeGreaterThan(0);
      expect(following.isShared).toBe(false);
    });
  });
});
