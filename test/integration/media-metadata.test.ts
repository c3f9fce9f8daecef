import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { MediaModule, MediaService, MediaWorkerModule } from '../../src/modules/media/index.js';
import type { Media } from '../../src/modules/media/index.js';
import { EpisodesService } from '../../src/modules/media/episodes.service.js';
import { MediaEntries } from '../../src/modules/media/media-entries.service.js';
import { MediaNotIdentifiedError } from '../../src/modules/media/media.errors.js';
import { MediaDetails } from '../../src/modules/media/metadata/media-details.repository.js';
import { MetadataFetch } from '../../src/modules/media/metadata/metadata-fetch.service.js';
import { MetadataReconciler } from '../../src/modules/media/metadata/metadata-reconciler.js';
import { MetadataSchedule } from '../../src/modules/media/metadata/metadata-schedule.service.js';
import { startTmdbServer } from '../fakes/tmdb-server.js';
import type { FakeTitle, FakeTmdbServer } from '../fakes/tmdb-server.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';
import { waitFor } from '../support/wait-for.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ALL = { season: null, offset: 0, limit: 100 };

describe('metadata', () => {
  let tmdb: FakeTmdbServer;
  let context: TestContext;
  let uow: UnitOfWork;
  let media: MediaService;
  // The double makes ids of episodes out of those of series, so that these have to be small.
  let nextId = 150_000;

  const get = <T>(type: new (...parameters: never[]) => T): T => context.app.get(type, { strict: false });
  const told = (changes: Partial<FakeTitle> = {}): FakeTitle => {
    nextId += 1;
    const title = {
      mediaType: 'movie' as const,
      id: nextId,
      title: `Told ${nextId}`,
      date: '2010-05-06',
      ...changes,
    };
    tmdb.titles.push(title);
    return title;
  };
  const retell = (title: FakeTitle, changes: Partial<FakeTitle>) => {
    tmdb.titles.splice(tmdb.titles.indexOf(title), 1, { ...title, ...changes });
  };
  const ensure = ({ id, mediaType, date }: FakeTitle, title: string) =>
    media.ensure({ title, mediaType, tmdbId: id, year: date ? Number(date.slice(0, 4)) : null });
  const until = (what: string, { id }: Media, holds: (row: Media) => boolean) =>
    waitFor(what, async () => {
      const row = await media.getById(id);
      return holds(row) && row;
    });
  const isReady = (row: Media) => row.metadataStatus === 'ready';
  /** As if the time had come to ask again, here and at TMDB. */
  const askAgain = async ({ id }: Media): Promise<Media> => {
    await uow.manager.query(`UPDATE tmdb_answer SET fresh_until = now() - interval '1 second'`);
    await uow.manager.query(`UPDATE media SET metadata_due_at = now() WHERE id = $1`, [id]);
    await get(MetadataFetch).fetch(id);
    return media.getById(id);
  };
  const waitOf = (row: Media) => (row.metadataDueAt?.getTime() ?? 0) - Date.now();
  const updatesOf = async ({ id }: Media) =>
    (
      await uow.manager.query<{ fields: string[] }[]>(
        `SELECT payload->'fields' AS fields FROM outbox
          WHERE name = 'media.updated' AND payload->>'media_id' = $1 ORDER BY position`,
        [id],
      )
    ).map(({ fields }) => fields);

  beforeAll(async () => {
    tmdb = await startTmdbServer();
    context = await startTestContext(
      { imports: [MediaModule, MediaWorkerModule] },
      { SOKOUL_TMDB_URL: tmdb.url, SOKOUL_TMDB_API_KEY: tmdb.apiKey },
    );
    uow = context.app.get(UnitOfWork);
    media = context.app.get(MediaService);
  });
  afterAll(async () => {
    await context?.stop();
    await tmdb?.close();
  });
  beforeEach(() => {
    tmdb.mode = 'ok';
  });

  it('of a recorded film comes by itself when the film enters the catalogue', async () => {
    const added = await media.ensure({ title: 'Fight Club', year: 1999, mediaType: 'movie', tmdbId: 550 });
    expect(added).toMatchObject({ metadataStatus: 'pending', overview: null });
    const film = await until('the film to be filled in', added, isReady);
    expect(film).toMatchObject({
      title: 'Fight Club',
      imdbId: 'tt0137523',
      runtimeMinutes: 139,
      certification: 'R',
      airDate: '1999-10-15',
      genres: ['drama', 'thriller'],
      metadataError: null,
    });
    const credits = await get(MediaDetails).listCredits(film.id);
    expect(credits[0]).toMatchObject({
      kind: 'cast',
      position: 0,
      character: 'Narrator',
      person: { tmdbId: 819 },
    });
    expect(credits.find(({ job }) => job === 'Director')?.person?.name).toBe('David Fincher');
    expect(credits.length).toBeLessThanOrEqual(32);
    const images = await get(MediaDetails).listImages(film.id);
    expect(images[0]).toMatchObject({ kind: 'poster', position: 0 });
    expect(new Set(images.map(({ kind }) => kind))).toEqual(new Set(['poster', 'backdrop', 'logo']));
    expect(waitOf(film) / DAY_MS).toBeGreaterThan(26);
  });

  it('makes a title known by its other names', async () => {
    const title = told({ title: `Amélie ${nextId}`, otherTitles: [`Die fabelhafte Welt ${nextId}`] });
    const added = await ensure(title, `Fabuleux ${title.id}`);
    await until('the names', added, isReady);
    for (const name of [
      `AMELIE ${title.id - 1}`,
      `Die fabelhafte Welt ${title.id - 1}`,
      `fabuleux ${title.id}`,
    ]) {
      const found = await media.find({ title: name, year: 2010, mediaType: 'movie', tmdbId: null });
      expect([name, found?.id]).toEqual([name, added.id]);
    }
  });

  it('leaves alone what a person has set', async () => {
    const title = told({ overview: 'Theirs', rating: 6, originalTitle: 'Original' });
    const added = await ensure(title, title.title);
    await until('the first answer', added, isReady);
    await get(MediaEntries).update(added.id, { title: 'Ours', rating: 9 });
    retell(title, { title: 'Theirs again', rating: 3, overview: 'Theirs again' });
    expect(await askAgain(added)).toMatchObject({ title: 'Ours', rating: 9, overview: 'Theirs again' });
    expect((await updatesOf(added)).at(-1)).toEqual(['overview']);
  });

  it('tells nobody when there is nothing new', async () => {
    const added = await ensure(told(), 'Told');
    const before = await until('the first answer', added, isReady);
    const updates = await updatesOf(added);
    const after = await askAgain(before);
    expect(after.updatedAt).toEqual(before.updatedAt);
    expect(after.metadataFetchedAt?.getTime()).toBeGreaterThan(before.metadataFetchedAt?.getTime() ?? 0);
    expect(await updatesOf(added)).toEqual(updates);
  });

  it('of a recorded series brings its seasons and episodes', async () => {
    const added = await media.ensure({ title: 'Game of Thrones', year: 2011, mediaType: 'tv', tmdbId: 1399 });
    const series = await until('the series', added, isReady);
    const { episodes, total } = await get(EpisodesService).list(series.id, { ...ALL, season: 1 });
    expect([episodes.length, total]).toEqual([10, 10]);
    expect(episodes[0]?.media).toMatchObject({
      title: 'Winter Is Coming',
      seriesId: series.id,
      airDate: '2011-04-17',
      year: 2011,
      metadataStatus: 'ready',
    });
    const seasons = await get(EpisodesService).listSeasons(series.id);
    expect(seasons.map(({ season }) => season.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 0]);
    expect(seasons[0]).toMatchObject({ episodes: 10, available: 0 });
  });

  it('follows episodes that are renamed, renumbered and added, and keeps those that are here', async () => {
    const title = told({
      mediaType: 'tv',
      status: 'Returning Series',
      seasons: [
        {
          number: 1,
          episodes: [
            { number: 1, name: 'One' },
            { number: 2, name: 'Two' },
          ],
        },
      ],
    });
    const added = await ensure(title, title.title);
    const series = await until('the series', added, isReady);
    const own = await media.ensureEpisode(series.id, 1, 9);
    const one = await media.ensureEpisode(series.id, 1, 1);
    await get(MediaEntries).update(one.id, { title: 'My name' });
    retell(title, {
      seasons: [
        {
          number: 1,
          episodes: [
            { number: 1, name: 'Uno' },
            { number: 2, name: 'Due' },
            { number: 3, name: 'Tre' },
          ],
        },
      ],
    });
    await askAgain(series);
    const { episodes } = await get(EpisodesService).list(series.id, ALL);
    expect(episodes.map(({ media: row }) => row.title)).toEqual(['My name', 'Due', 'Tre', 'Episode 9']);
    expect(episodes.map(({ media: row }) => row.id)).toEqual(expect.arrayContaining([own.id, one.id]));
    expect((await updatesOf(series)).at(-1)).toEqual(['episodes']);
    // Two episodes that change places.
    await uow.manager.query(
      `UPDATE media SET tmdb_id = NULL WHERE series_id = $1 AND episode_number IN (1, 2)`,
      [series.id],
    );
    const [first, second] = [episodes[0]?.media.tmdbId, episodes[1]?.media.tmdbId];
    await uow.manager.query(`UPDATE media SET tmdb_id = $2 WHERE id = $1`, [one.id, second]);
    await askAgain(series);
    expect((await media.getById(one.id)).tmdbId).toBe(first);
  });

  it('says that TMDB does not know an id, and does not ask again soon', async () => {
    const added = await media.ensure({
      title: 'Nowhere',
      year: 2000,
      mediaType: 'movie',
      tmdbId: 999_999_999,
    });
    const row = await until('the refusal', added, ({ metadataStatus }) => metadataStatus === 'failed');
    expect(row).toMatchObject({ metadataError: 'NOT_FOUND', title: 'Nowhere' });
    expect(waitOf(row) / DAY_MS).toBeGreaterThan(29);
  });

  it('is asked for by whoever wants it, when there is something to ask for', async () => {
    const { id } = await media.ensure({ title: 'No id', year: 2001, mediaType: 'movie', tmdbId: null });
    await expect(get(MetadataSchedule).refresh(id)).rejects.toBeInstanceOf(MediaNotIdentifiedError);
    const added = await ensure(told(), 'Refreshed');
    const before = await until('the first answer', added, isReady);
    await get(MetadataSchedule).refresh(added.id);
    await until('the second answer', added, ({ metadataFetchedAt }) =>
      Boolean(metadataFetchedAt && before.metadataFetchedAt && metadataFetchedAt > before.metadataFetchedAt),
    );
  });

  it('is fetched for rows whose job was lost', async () => {
    const title = told();
    const { id } = await media.ensure({ title: title.title, year: 2010, mediaType: 'movie', tmdbId: null });
    await uow.manager.query(
      `UPDATE media SET tmdb_id = $2, metadata_status = 'pending', metadata_due_at = now() WHERE id = $1`,
      [id, title.id],
    );
    await get(MetadataReconciler).reconcile();
    await until('the answer', await media.getById(id), isReady);
  });

  it('of another title goes when the TMDB id is corrected', async () => {
    const [wrong, right] = [
      told({ people: [{ id: 1, name: 'Wrong', character: 'W' }] }),
      told({ date: '2012-01-01' }),
    ];
    const added = await ensure(wrong, 'Mistaken');
    await until('the wrong answer', added, isReady);
    expect(await get(MediaDetails).listCredits(added.id)).toHaveLength(1);
    await get(MediaEntries).update(added.id, { tmdbId: right.id });
    const row = await until('the right answer', added, isReady);
    expect(row).toMatchObject({ title: right.title, year: 2012 });
    expect(await get(MediaDetails).listCredits(added.id)).toHaveLength(0);
    expect(row.alternativeTitles).not.toContain('Mistaken');
  });

  it('of another series goes as well, but for the episodes that somebody has', async () => {
    const seasonOf = (...numbers: number[]) => [
      { number: 1, episodes: numbers.map((number) => ({ number, name: `Part ${number}` })) },
    ];
    const wrong = told({
      mediaType: 'tv',
      seasons: [...seasonOf(1, 2, 3), { number: 2, episodes: [{ number: 1 }] }],
    });
    const right = told({ mediaType: 'tv', seasons: seasonOf(1) });
    const series = await until('the wrong series', await ensure(wrong, 'Mistaken series'), isReady);
    const kept = await media.ensureEpisode(series.id, 1, 3);
    const facts = { mediaId: kept.id, sizeBytes: 1, source: 'torrent', downloadedAt: new Date() };
    await media.addFile({ ...facts, relativePath: `Series/${kept.id}.mkv` });
    await get(MediaEntries).update(series.id, { tmdbId: right.id });
    await until('the right series', series, isReady);
    const { episodes } = await get(EpisodesService).list(series.id, ALL);
    expect(episodes.map(({ media: row }) => row.episodeNumber)).toEqual([1, 3]);
    const seasons = await get(EpisodesService).listSeasons(series.id);
    expect(seasons.map(({ season }) => season.number)).toEqual([1]);
  });

  // The last one has the client pause, so nothing comes after it.
  it.each([
    ['garbage', 'refused'],
    ['http-500', 'away'],
    ['unauthorized', 'away'],
    ['rate-limited', 'away'],
  ] as const)('waits when TMDB answers %s', async (mode, outcome) => {
    tmdb.mode = mode;
    const added = await ensure(told(), `Waits for ${mode}`);
    const row = await until('the attempt', added, ({ metadataFailures }) => metadataFailures > 0);
    expect(row.metadataStatus).toBe(outcome === 'away' ? 'pending' : 'failed');
    expect(row.metadataError).toBe(outcome === 'away' ? null : 'TMDB_RESPONSE_INVALID');
    expect(waitOf(row)).toBeGreaterThan(0);
    expect(waitOf(row)).toBeLessThan(HOUR_MS);
  });
});
