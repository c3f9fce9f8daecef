import type { Actor } from '../../src/common/access/actor.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { RedisConnections } from '../../src/common/redis/redis.module.js';
import { MediaModule, MediaService } from '../../src/modules/media/index.js';
import { ProviderRunService } from '../../src/modules/search/provider-run.service.js';
import {
  SearchModule,
  SearchResultsService,
  SearchService,
  SearchWorkerModule,
} from '../../src/modules/search/index.js';
import { SearchReconciler } from '../../src/modules/search/search-reconciler.js';
import type { SearchResults } from '../../src/modules/search/search-results.service.js';
import type { SearchRequest } from '../../src/modules/search/search.service.js';
import { startTorznabServer } from '../fakes/torznab-server.js';
import type { FakeTorznabServer } from '../fakes/torznab-server.js';
import { createActor } from '../support/download-people.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';
import { waitFor } from '../support/wait-for.js';

const FILM: SearchRequest = {
  query: 'Night of the Living Dead',
  mediaType: 'movie',
  year: 1968,
  providers: ['jackett'],
};

interface SearchResultMessage {
  room: string;
  message: { type: string; search_id: string; result: Record<string, unknown> };
}

describe('search', () => {
  let indexer: FakeTorznabServer;
  let context: TestContext;
  let uow: UnitOfWork;
  let searches: SearchService;
  let results: SearchResultsService;
  let actor: Actor;
  const messages: SearchResultMessage[] = [];

  beforeAll(async () => {
    indexer = await startTorznabServer();
    context = await startTestContext(
      { imports: [MediaModule, SearchModule, SearchWorkerModule] },
      { SOKOUL_JACKETT_URL: indexer.url, SOKOUL_JACKETT_API_KEY: indexer.apiKey },
    );
    uow = context.app.get(UnitOfWork);
    searches = context.app.get(SearchService);
    results = context.app.get(SearchResultsService);
    actor = await createActor(uow);
    const subscriber = context.app.get(RedisConnections).create('test');
    await subscriber.subscribe('sokoul:realtime');
    subscriber.on('message', (_, text) => messages.push(JSON.parse(text) as SearchResultMessage));
  });
  afterAll(async () => {
    await context?.stop();
    await indexer?.close();
  });
  beforeEach(() => uow.manager.query('DELETE FROM provider_answer')); // each asks for itself
  afterEach(() => {
    indexer.mode = 'ok';
    indexer.delayMs = 0;
  });

  const completed = (id: string): Promise<SearchResults> =>
    waitFor('the search to complete', async () => {
      const found = await results.get(actor, id);
      return found.search.status === 'completed' && found;
    });
  const search = async (request: Partial<SearchRequest> = {}) =>
    completed((await searches.start(actor, { ...FILM, ...request })).id);
  const countRows = async (table: string, searchId: string): Promise<number> => {
    const rows = await uow.manager.query<Array<{ n: number }>>(
      `SELECT count(*)::int AS n FROM ${table} WHERE search_id = $1`,
      [searchId],
    );
    return rows[0]?.n ?? 0;
  };

  it('finds, groups, scores and sorts what the indexer has', async () => {
    const { search: found, runs, titles } = await search();
    expect(runs).toMatchObject([{ provider: 'jackett', status: 'completed', errorCode: null }]);
    const [best] = titles;
    expect(best?.title).toMatchObject({
      title: 'Night of the Living Dead',
      year: 1968,
      mediaType: 'movie',
      tmdbId: 10_331,
    });
    const scores = best?.sources.map(({ score }) => score) ?? [];
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(best?.sources.every(({ reasons }) => reasons.length > 0)).toBe(true);
    const hashes = titles.flatMap(({ sources }) => sources).map(({ infoHash }) => infoHash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(runs[0]?.resultCount).toBe(hashes.length);
    expect(found.completedAt).not.toBeNull();
  });

  it('pushes each source to its searcher', async () => {
    const { search: found, titles } = await search();
    const sources = titles.flatMap((title) => title.sources);
    const pushed = await waitFor('the messages', () => {
      const own = messages.filter(
        ({ message }) => message.type === 'search_result' && message.search_id === found.id,
      );
      return own.length === sources.length && own;
    });
    expect(pushed.every(({ room }) => room === `user:${actor.id}`)).toBe(true);
    expect(new Set(pushed.map(({ message }) => message.result['source_id']))).toEqual(
      new Set(sources.map(({ id }) => id)),
    );
    expect(JSON.stringify(pushed)).not.toContain(indexer.apiKey);
  });

  it('records that it has completed, once', async () => {
    const { search: found } = await search();
    const events = await uow.manager.query<Array<{ payload: object }>>(
      `SELECT payload FROM outbox WHERE name = 'search.completed' AND payload->>'search_id' = $1`,
      [found.id],
    );
    expect(events).toEqual([{ payload: { search_id: found.id, owner_id: actor.id } }]);
  });

  it('changes nothing when a provider is asked twice', async () => {
    const { search: found, runs } = await search();
    const before = await countRows('search_source', found.id);
    await uow.manager.query(`UPDATE search SET status = 'searching' WHERE id = $1`, [found.id]);
    await uow.manager.query(`UPDATE search_provider_run SET status = 'pending' WHERE search_id = $1`, [
      found.id,
    ]);
    const service = context.app.get(ProviderRunService);
    const again = () => service.run(runs[0]?.id ?? '', found.id);
    await Promise.all([again(), again()]);
    expect(await countRows('search_source', found.id)).toBe(before);
    expect(await countRows('search_title', found.id)).toBeGreaterThan(0);
  });

  it('uses the id of a title that is in the catalogue', async () => {
    const media = await context.app
      .get(MediaService)
      .ensure({ title: 'Nosferatu', mediaType: 'movie', year: 1922, tmdbId: null });
    const { titles } = await search({ query: 'nosferatu', year: 1922 });
    expect(titles[0]?.title.id).toBe(media.id);
    expect(await searches.findTitle(actor, media.id)).toMatchObject({
      titleId: media.id,
      title: 'Nosferatu',
      year: 1922,
    });
  });

  it('scores anew by another preference', async () => {
    const { search: found, titles } = await search();
    const best = (one: SearchResults['titles']) => one[0]?.sources[0]?.attributes.resolution;
    await searches.requestScoring(actor, found.id, { preference: 'high' });
    const high = await waitFor('the scoring', async () => {
      const now = await results.get(actor, found.id);
      return now.search.scoringJobId === null && now;
    });
    expect(high.search.qualityPreference).toBe('high');
    expect(high.titles.flatMap(({ sources }) => sources)).toHaveLength(
      titles.flatMap(({ sources }) => sources).length,
    );
    expect(best(high.titles)).toMatch(/^(?:2160|1080)p$/);
    expect(high.titles[0]?.sources).not.toEqual(titles[0]?.sources);
  });

  it.each([
    ['garbage', 'failed', 'PROVIDER_RESPONSE_INVALID'],
    ['http-500', 'failed', 'PROVIDER_FAILED'],
    ['error-document', 'failed', 'PROVIDER_FAILED'],
  ] as const)('names the error of a provider that answers with %s', async (mode, status, errorCode) => {
    await search(); // so that the capabilities are known
    await uow.manager.query('DELETE FROM provider_answer');
    indexer.mode = mode;
    const { runs, titles } = await search();
    expect(runs).toMatchObject([{ status, errorCode, resultCount: 0 }]);
    expect(titles).toEqual([]);
  });

  it('ends in time when a provider never answers', async () => {
    indexer.mode = 'hang';
    const { runs } = await search({ timeoutSeconds: 1 });
    expect(runs).toMatchObject([{ status: 'timed_out', errorCode: 'PROVIDER_TIMEOUT' }]);
  });

  it('asks again what the queue has lost, and ends what is due', async () => {
    const [{ search: lost }, { search: due }] = [await search(), await search()];
    // As if their jobs had vanished before anybody took them.
    for (const { id } of [lost, due]) {
      await uow.manager.query(`UPDATE search SET status = 'searching', completed_at = NULL WHERE id = $1`, [
        id,
      ]);
      await uow.manager.query(`UPDATE search_provider_run SET status = 'pending' WHERE search_id = $1`, [id]);
    }
    await uow.manager.query(`UPDATE search SET deadline_at = now() WHERE id = $1`, [due.id]);
    await context.app.get(SearchReconciler).reconcile();
    expect((await completed(lost.id)).runs[0]?.status).toBe('completed');
    expect((await completed(due.id)).runs[0]?.status).toBe('timed_out');
  });

  it('ends a search whose last provider was ended by a worker that died right after', async () => {
    const { search: found } = await search();
    await uow.manager.query(
      `UPDATE search SET status = 'searching', completed_at = NULL, deadline_at = now() + interval '1 hour' WHERE id = $1`,
      [found.id],
    );
    await context.app.get(SearchReconciler).reconcile();
    expect((await completed(found.id)).search.completedAt).not.toBeNull();
  });

  it('shows a search to nobody else', async () => {
    const { search: found, titles } = await search();
    const other = await createActor(uow);
    const source = titles[0]?.sources[0];
    await expect(results.get(other, found.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(searches.requestScoring(other, found.id, { preference: 'high' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(searches.findSource(other, source?.id ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(searches.findTitle(other, titles[0]?.title.id ?? '')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await searches.findSource(actor, source?.id ?? '')).toMatchObject({
      sourceId: source?.id,
      magnetLink: source?.magnetLink,
      titleId: titles[0]?.title.id,
    });
    expect((await searches.list(other, { offset: 0, limit: 20 })).total).toBe(0);
    expect((await searches.list(actor, { offset: 0, limit: 20 })).items[0]?.search.id).toBe(found.id);
  });

  it('shows what one provider found', async () => {
    const { search: found } = await search();
    expect((await results.get(actor, found.id, 'jackett')).titles.length).toBeGreaterThan(0);
    expect((await results.get(actor, found.id, 'prowlarr')).titles).toEqual([]);
  });

  it('refuses a provider that is not there', async () => {
    await expect(searches.start(actor, { ...FILM, providers: ['jackett', 'nowhere'] })).rejects.toMatchObject(
      {
        code: 'VALIDATION_ERROR',
        details: { field: 'providers', received: 'nowhere', available: ['library', 'jackett'] },
      },
    );
  });

  it('leaves no key of the provider in the database', async () => {
    const rows = await uow.manager.query<object[]>(
      'SELECT s::text, r::text FROM search_source s, search_provider_run r',
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(indexer.apiKey);
  });
});
