import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { NotFoundError } from '../../src/common/errors/common.errors.js';
import { MediaModule, MediaService, MediaStatus, MediaType } from '../../src/modules/media/index.js';
import type { MediaDraft, NewMediaFile } from '../../src/modules/media/index.js';
import type { MediaFilter } from '../../src/modules/media/media-filter.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

const PAGE = { sort: 'created_at', order: 'desc', offset: 0, limit: 100 } as const;

const film = (changes: Partial<MediaDraft> = {}): MediaDraft => ({
  title: `Film ${randomUUID()}`,
  mediaType: MediaType.Movie,
  year: 2010,
  tmdbId: null,
  ...changes,
});

const randomTmdbId = () => Math.floor(Math.random() * 2 ** 30) + 1;

describe('media', () => {
  let context: TestContext;
  let uow: UnitOfWork;
  let media: MediaService;

  beforeAll(async () => {
    context = await startTestContext({ imports: [MediaModule] });
    uow = context.app.get(UnitOfWork);
    media = context.app.get(MediaService);
  });
  afterAll(() => context?.stop());

  it('has the schema that its entities describe', async () => {
    const { upQueries } = await context.app.get(DataSource).driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query).filter((query) => /\bmedia/.test(query))).toEqual([]);
  });

  describe('ensure', () => {
    it('makes one row of a title, however it is spelled and whoever asks at once', async () => {
      const title = `Amélie & Co. ${randomUUID()}`;
      const spellings = [title, title.toUpperCase(), title.replace('&', 'and').replace('é', 'e')];
      const rows = await Promise.all(
        spellings.flatMap((name) => [1, 2, 3].map(() => media.ensure(film({ title: name })))),
      );
      expect(new Set(rows.map(({ id }) => id)).size).toBe(1);
    });

    it('makes one row of a TMDB id, whatever its titles', async () => {
      const tmdbId = randomTmdbId();
      const rows = await Promise.all([1, 2, 3, 4].map(() => media.ensure(film({ tmdbId }))));
      expect(new Set(rows.map(({ id }) => id)).size).toBe(1);
    });

    it('keeps years, types and TMDB ids apart', async () => {
      const { title } = film();
      const drafts = [
        film({ title }),
        film({ title, year: 2011 }),
        film({ title, year: null }),
        film({ title, mediaType: MediaType.Tv }),
        film({ title, tmdbId: randomTmdbId(), year: 1999 }),
        film({ title, tmdbId: randomTmdbId(), year: 1999 }),
      ];
      const ids = [];
      for (const draft of drafts) ids.push((await media.ensure(draft)).id);
      expect(new Set(ids).size).toBe(drafts.length);
    });

    it('gives a row that was known by title its TMDB id and what was missing', async () => {
      const draft = film({ overview: 'Ours' });
      const known = await media.ensure(draft);
      const tmdbId = randomTmdbId();
      const identified = await media.ensure({
        ...draft,
        tmdbId,
        overview: 'Theirs',
        imdbId: 'tt1',
        rating: 8.8,
      });
      expect(identified).toMatchObject({
        id: known.id,
        tmdbId,
        overview: 'Ours',
        imdbId: 'tt1',
        rating: 8.8,
      });
      expect((await media.ensure(draft)).id).toBe(known.id);
    });

    it('creates the row under the given id, and finds it by it', async () => {
      const id = randomUUID();
      expect((await media.ensure(film({ id }))).id).toBe(id);
      expect((await media.ensure(film({ id }))).id).toBe(id);
    });
  });

  describe('list', () => {
    const list = async (filter: Partial<MediaFilter>) =>
      (await media.list({ ...PAGE, ...filter }))[0].map(({ title }) => title);
    // Of letters: a search for a number must not find it.
    const tag = `t${randomUUID()
      .slice(0, 8)
      .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '')}`;

    beforeAll(async () => {
      await media.ensure(film({ title: `Le Fabuleux Destin d’Amélie ${tag}`, year: 2001, rating: 8.3 }));
      await media.ensure(film({ title: `100% Wolf ${tag}`, year: 2020, rating: 5.8 }));
      await media.ensure(film({ title: `zebra ${tag}`, year: null }));
      await media.ensure(film({ title: `Alpha ${tag}`, year: 1999, rating: 9, mediaType: MediaType.Tv }));
      await uow.manager.query(
        `UPDATE media SET genres = '{action,sci-fi}' WHERE title LIKE 'Alpha %' AND title LIKE $1`,
        [`% ${tag}`],
      );
    });

    it.each([
      [{ search: 'AMELIE fabuleux' }, ['Le Fabuleux Destin d’Amélie']],
      [{ search: 'damélie' }, ['Le Fabuleux Destin d’Amélie']],
      [{ search: '100%' }, ['100% Wolf']],
      [{ search: 'nothing' }, []],
      [{ genre: 'Sci-Fi' }, ['Alpha']],
      [{ mediaType: MediaType.Tv }, ['Alpha']],
      [{ yearFrom: 2001, yearTo: 2001 }, ['Le Fabuleux Destin d’Amélie']],
      [{ ratingMin: 8.3, sort: 'rating', order: 'asc' }, ['Le Fabuleux Destin d’Amélie', 'Alpha']],
      [{ sort: 'title', order: 'asc' }, ['100% Wolf', 'Alpha', 'Le Fabuleux Destin d’Amélie', 'zebra']],
      [{ sort: 'year', order: 'desc' }, ['100% Wolf', 'Le Fabuleux Destin d’Amélie', 'Alpha', 'zebra']],
      [{ sort: 'year', order: 'asc' }, ['Alpha', 'Le Fabuleux Destin d’Amélie', '100% Wolf', 'zebra']],
      [{ order: 'asc', offset: 1, limit: 2 }, ['100% Wolf', 'zebra']],
    ] as [Partial<MediaFilter>, string[]][])('%j', async (filter, expected) => {
      const search = `${filter.search ?? ''} ${tag}`.trim();
      expect(await list({ ...filter, search })).toEqual(expected.map((title) => `${title} ${tag}`));
    });

    it('tells how many there are beyond the page', async () => {
      const [, total] = await media.list({ ...PAGE, search: tag, limit: 1 });
      expect(total).toBe(4);
    });
  });

  describe('files', () => {
    const file = (mediaId: string, changes: Partial<NewMediaFile> = {}): NewMediaFile => ({
      mediaId,
      relativePath: `Movies/${randomUUID()}.mkv`,
      sizeBytes: 5_000_000_000,
      source: 'torrent',
      downloadedAt: new Date(),
      downloadId: randomUUID(),
      ...changes,
    });
    const eventsOf = (mediaId: string) =>
      uow.manager.query<object[]>(
        `SELECT 1 FROM outbox WHERE payload->>'media_id' = $1 AND name = 'media.file_added'`,
        [mediaId],
      );

    it('records a file once, however often the same import runs', async () => {
      const { id } = await media.ensure(film());
      const wanted = file(id, {
        audioTracks: [{ index: 0, codec: 'aac', language: 'en', channels: 2, title: null, isDefault: true }],
      });
      const [first, ...others] = await Promise.all([
        media.addFile(wanted),
        media.addFile(wanted),
        media.addFile(wanted),
      ]);
      expect(new Set(others.map((row) => row.id))).toEqual(new Set([first?.id]));
      expect(await media.filesOf(id)).toMatchObject([
        { ...wanted, subtitleTracks: [], checksumSha256: null },
      ]);
      expect(await eventsOf(id)).toHaveLength(1);
    });

    it('describes the file that lies at a path now', async () => {
      const { id } = await media.ensure(film());
      const old = await media.addFile(file(id, { codecVideo: 'h264' }));
      const successor = file(id, { relativePath: old.relativePath, sizeBytes: 7 });
      const row = await media.addFile(successor);
      expect(row).toMatchObject({ ...successor, id: old.id, codecVideo: null });
      expect(await eventsOf(id)).toHaveLength(2);
    });

    it('lists the best first', async () => {
      const { id } = await media.ensure(film());
      for (const qualityScore of [50, null, 90]) await media.addFile(file(id, { qualityScore }));
      expect((await media.filesOf(id)).map(({ qualityScore }) => qualityScore)).toEqual([90, 50, null]);
    });

    it('tells of rows that are not there', async () => {
      await expect(media.fileById(randomUUID())).rejects.toBeInstanceOf(NotFoundError);
      await expect(media.getById(randomUUID())).rejects.toBeInstanceOf(NotFoundError);
    });
  });

  it('never takes a title that can be watched back to downloading', async () => {
    const { id } = await media.ensure(film());
    const steps = [
      [MediaStatus.Wanted, 'wanted'],
      [MediaStatus.Downloading, 'downloading'],
      [MediaStatus.Wanted, 'wanted'],
      [MediaStatus.Available, 'available'],
      [MediaStatus.Downloading, 'available'],
      [MediaStatus.Wanted, 'available'],
    ] as const;
    for (const [status, expected] of steps) {
      await media.setStatus(id, status);
      expect((await media.getById(id)).status).toBe(expected);
    }
  });
});
