import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { ValidationError } from '../../src/common/errors/common.errors.js';
import { MediaModule } from '../../src/modules/media/index.js';
import { toMediaFilter } from '../../src/modules/media/dto/list-media.query.js';
import type { ListMediaQuery } from '../../src/modules/media/dto/list-media.query.js';
import { decodeCursor } from '../../src/modules/media/media-cursor.js';
import type { MediaFilter } from '../../src/modules/media/media-filter.js';
import { MediaListService } from '../../src/modules/media/media-list.service.js';
import { titleKey } from '../../src/modules/media/title-key.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

interface Row {
  readonly title: string;
  readonly otherNames?: string[];
  readonly type?: 'movie' | 'tv' | 'episode';
  readonly year?: number | null;
  readonly rating?: number | null;
  readonly genres?: string[];
}

const CATALOGUE: readonly Row[] = [
  { title: 'Inception', year: 2010, rating: 8.8, genres: ['action', 'sci-fi'] },
  { title: 'The Godfather', year: 1972, rating: 9.2, genres: ['crime', 'drama'] },
  { title: 'The Godfather Part II', year: 1974, rating: 9, genres: ['crime', 'drama'] },
  { title: 'Le Fabuleux Destin d’Amélie Poulain', otherNames: ['Amélie'], year: 2001, rating: 8.3 },
  { title: 'Amélie and the Others', year: 2020, rating: 4 },
  { title: 'Spider-Man', year: 2002, rating: 7.4, genres: ['action'] },
  { title: 'The Amazing Spider-Man', year: 2012, rating: 6.9, genres: ['action'] },
  { title: '100% Wolf', year: 2020, rating: 5.8 },
  { title: 'It', year: 2017, rating: 7.3 },
  { title: 'Italian Nights', year: null, rating: null },
  { title: 'Night of the Night', year: 1990, rating: 5, type: 'tv' },
  { title: 'Knight Rider', year: 1982, rating: 7, type: 'tv' },
  { title: 'Night Pilot', type: 'episode', year: 1990, rating: 9.9 },
  { title: 'Stargate', year: 1994, rating: 7.1 },
  { title: '千と千尋の神隠し', otherNames: ['Spirited Away'], year: 2001, rating: 8.6 },
];

const PAGE = { order: 'desc', offset: 0, limit: 100 } as const;

describe('listing and searching the catalogue', () => {
  let context: TestContext;
  let lists: MediaListService;
  let database: DataSource;

  beforeAll(async () => {
    context = await startTestContext({ imports: [MediaModule] });
    lists = context.app.get(MediaListService);
    database = context.app.get(DataSource);
    for (const row of CATALOGUE) await add(row);
  });
  afterAll(() => context?.stop());

  async function add({ title, otherNames = [], type = 'movie', year = 2000, rating = 5, genres = [] }: Row) {
    const id = randomUUID();
    const names = [title, ...otherNames].map(titleKey);
    await database.query(
      `INSERT INTO media (id, title, title_key, search_text, media_type, year, rating, genres)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, title, names[0], names.join('\n'), type, year, rating, genres],
    );
    return id;
  }

  const list = (filter: Partial<MediaFilter>) => lists.list({ ...PAGE, ...filter });
  const titles = async (filter: Partial<MediaFilter>) => (await list(filter)).media.map(({ title }) => title);

  describe('search', () => {
    it.each([
      ['Inception', ['Inception']],
      ['incep', ['Inception']],
      ['incepton', ['Inception']],
      ['inceptoin', ['Inception']],
      ['the godfahter', ['The Godfather', 'The Godfather Part II']],
      ['godfather the', ['The Godfather', 'The Godfather Part II']],
      ['the godfather', ['The Godfather', 'The Godfather Part II']],
      ['amelie', ['Le Fabuleux Destin d’Amélie Poulain', 'Amélie and the Others']],
      ['POULAIN amélie', ['Le Fabuleux Destin d’Amélie Poulain']],
      ['spider man', ['Spider-Man', 'The Amazing Spider-Man']],
      ['man spider', ['Spider-Man', 'The Amazing Spider-Man']],
      ['spiderman', ['Spider-Man', 'The Amazing Spider-Man']],
      ['star gate', ['Stargate']],
      ['100%', ['100% Wolf']],
      ['it', ['It', 'Italian Nights']],
      ['i', ['Inception', 'It', 'Italian Nights']],
      ['spirited away', ['千と千尋の神隠し']],
      ['千と千尋', ['千と千尋の神隠し']],
      ['千と', ['千と千尋の神隠し']],
      ['nothing like this', []],
      ['_nception', ['Inception']],
      ['%', []],
      ['\\', []],
      ["'; DROP TABLE media; --", []],
      ['😀'.repeat(100), []],
      ['\ud83d', []],
      ['a'.repeat(200), []],
      ['a b c d e f g h i j k l m n o p', []],
    ])('finds for %j', async (search, expected) => {
      expect(await titles({ search })).toEqual(expected);
    });

    it('puts whole names before beginnings, whole words before parts of words', async () => {
      const found = ['Night of the Night', 'Italian Nights', 'Knight Rider'];
      expect(await titles({ search: 'night' })).toEqual(found);
    });

    it('sorts what it finds by something else when that is asked for', async () => {
      const found = await titles({ search: 'the godfahter', sort: 'year', order: 'desc' });
      expect(found).toEqual(['The Godfather Part II', 'The Godfather']);
    });

    it('keeps to the filters, and looks for episodes only when they are asked for', async () => {
      expect(await titles({ search: 'night', mediaType: 'episode' })).toEqual(['Night Pilot']);
      expect(await titles({ search: 'spiderman', yearFrom: 2010 })).toEqual(['The Amazing Spider-Man']);
    });

    it('learns the words of names that change', async () => {
      const id = await add({ title: 'Provisional' });
      await database.query(
        `UPDATE media SET title = 'Quixotic', title_key = $2, search_text = $2 WHERE id = $1`,
        [id, 'quixotic'],
      );
      expect(await titles({ search: 'quixotci' })).toEqual(['Quixotic']);
      await database.query('DELETE FROM media WHERE id = $1', [id]);
    });
  });

  describe('more than a search lists', () => {
    const COUNT = 2600;
    const found = async (filter: Partial<MediaFilter>) => (await list({ search: 'marble', ...filter })).media;

    beforeAll(() =>
      database.query(
        `INSERT INTO media (id, title, title_key, search_text, media_type, year, rating)
         SELECT gen_random_uuid(), name, name, name, 'movie', 1900 + n % 100, nullif(n % 11, 10)
           FROM (SELECT n, CASE WHEN n <= 40 THEN 'marble' WHEN n <= 90 THEN 'marble ' || n ELSE n || ' marble' END
                   FROM generate_series(1, $1::integer) AS n) AS rows (n, name)`,
        [COUNT],
      ),
    );
    afterAll(() => database.query(`DELETE FROM media WHERE search_text LIKE '%marble%'`));

    it('says that there are more, and lists the best of them', async () => {
      expect(await list({ search: 'marble' })).toMatchObject({ total: 2000, isExact: false });
      const names = (await found({ limit: 95 })).map(({ title }) => title);
      expect(names.slice(0, 40).every((name) => name === 'marble')).toBe(true);
      expect(names.slice(40, 90).every((name) => name.startsWith('marble '))).toBe(true);
      expect(names.slice(90).every((name) => name.endsWith(' marble'))).toBe(true);
    });

    it.each([{}, { sort: 'year' }, { sort: 'rating', order: 'asc' }] as const)(
      'repeats and skips nothing from page to page: %j',
      async (order) => {
        const ids: string[] = [];
        for (let offset = 0; offset < 2000; offset += 100) {
          ids.push(...(await found({ ...order, offset })).map(({ id }) => id));
        }
        expect(new Set(ids).size).toBe(2000);
        expect(await found({ ...order, offset: 2000 })).toEqual([]);
        const byCursor: string[] = [];
        let page = await list({ search: 'marble', ...order });
        for (;;) {
          byCursor.push(...page.media.map(({ id }) => id));
          if (page.nextCursor === null) break;
          const listing = { ...PAGE, search: 'marble', ...order };
          page = await lists.list({ ...listing, after: decodeCursor(listing, page.nextCursor) });
        }
        expect(byCursor).toEqual(ids);
      },
    );

    it('reads pages from either end alike', async () => {
      const listing = { ...PAGE, sort: 'rating', limit: 100 } as const;
      const { total } = await lists.list(listing);
      const ids: string[] = [];
      for (let offset = 0; offset < total; offset += 100) {
        ids.push(...(await lists.list({ ...listing, offset })).media.map(({ id }) => id));
      }
      const sorted = await database.query<{ id: string }[]>(
        `SELECT id FROM media WHERE media_type <> 'episode' ORDER BY rating DESC NULLS LAST, id DESC`,
      );
      expect(ids).toEqual(sorted.map(({ id }) => id));
    });
  });

  describe('list', () => {
    it.each([
      [{ genre: 'Sci-Fi' }, ['Inception']],
      [
        { yearFrom: 1972, yearTo: 1974, sort: 'year', order: 'asc' },
        ['The Godfather', 'The Godfather Part II'],
      ],
      [{ ratingMin: 9, sort: 'rating' }, ['The Godfather', 'The Godfather Part II']],
      [{ mediaType: 'tv', sort: 'title', order: 'asc' }, ['Knight Rider', 'Night of the Night']],
      [{ mediaType: 'episode' }, ['Night Pilot']],
      [{ mediaType: 'movie', genre: 'action', yearFrom: 2003, ratingMin: 7 }, ['Inception']],
      [{ genre: 'opera' }, []],
    ] as [Partial<MediaFilter>, string[]][])('%j', async (filter, expected) => {
      const { media, total } = await list(filter);
      expect(media.map(({ title }) => title)).toEqual(expected);
      expect(total).toBe(expected.length);
    });

    it.each(['asc', 'desc'] as const)('lists unknown years and ratings last: %s', async (order) => {
      for (const sort of ['year', 'rating'] as const) {
        const found = await titles({ sort, order });
        expect(found).toHaveLength(CATALOGUE.length - 1);
        expect(found.at(-1)).toBe('Italian Nights');
      }
    });

    it.each(['created_at', 'title', 'year', 'rating'] as const)(
      'goes on where it was by cursor, whatever is added: %s',
      async (sort) => {
        for (const order of ['asc', 'desc'] as const) {
          const listing = { ...PAGE, sort, order, limit: 4 };
          const before = await titles({ sort, order });
          const seen: string[] = [];
          const added: string[] = [];
          let page = await lists.list(listing);
          for (;;) {
            seen.push(...page.media.map(({ title }) => title));
            if (page.nextCursor === null) break;
            added.push(await add({ title: `Newcomer ${added.length}`, year: 1972, rating: 9.1 }));
            page = await lists.list({ ...listing, after: decodeCursor(listing, page.nextCursor) });
          }
          await database.query('DELETE FROM media WHERE id = ANY ($1)', [added]);
          expect(seen.filter((title) => !title.startsWith('Newcomer'))).toEqual(before);
          expect(new Set(seen).size).toBe(seen.length);
        }
      },
    );
  });

  describe('cursors', () => {
    const query = (fields: Partial<ListMediaQuery>): ListMediaQuery => ({
      limit: 2,
      order: 'desc',
      ...fields,
    });
    const cursorOf = async (fields: Partial<ListMediaQuery>) =>
      (await lists.list(toMediaFilter(query(fields)))).nextCursor ?? undefined;

    it('exclude pages', async () => {
      const cursor = await cursorOf({});
      expect(() => toMediaFilter(query({ cursor, page: 1 }))).toThrow(ValidationError);
      expect(() => toMediaFilter(query({ cursor }))).not.toThrow();
    });

    it('belong to the list that they were made for', async () => {
      const cursor = await cursorOf({ sort: 'year' });
      for (const other of [
        {},
        { sort: 'title' },
        { sort: 'year', genre: 'drama' },
        { sort: 'year', order: 'asc' },
      ]) {
        expect(() => toMediaFilter(query({ ...other, cursor } as Partial<ListMediaQuery>))).toThrow(
          ValidationError,
        );
      }
    });

    it.each(['x', 'e30', Buffer.from('[1,2]').toString('base64url'), '\ud800'])('refuse %j', (cursor) => {
      expect(() => toMediaFilter(query({ cursor }))).toThrow(ValidationError);
    });
  });
});
