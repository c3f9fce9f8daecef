import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { NotFoundError, ValidationError } from '../../src/common/errors/common.errors.js';
import { MediaModule, MediaService, MediaType } from '../../src/modules/media/index.js';
import { MediaEntries } from '../../src/modules/media/media-entries.service.js';
import { MediaExistsError, MediaNotSeriesError } from '../../src/modules/media/media.errors.js';
import { episodeFromNumber, titleFromDraft } from '../../src/modules/media/new-media.js';
import type { NewMedia } from '../../src/modules/media/new-media.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

const randomTmdbId = () => Math.floor(Math.random() * 2 ** 30) + 1;

const film = (changes: Partial<NewMedia> = {}): NewMedia => ({
  ...titleFromDraft({ title: `Film ${randomUUID()}`, mediaType: MediaType.Movie, year: 2010, tmdbId: null }),
  ...changes,
});

describe('catalogue entries', () => {
  let context: TestContext;
  let uow: UnitOfWork;
  let media: MediaService;
  let entries: MediaEntries;

  const eventsOf = async (mediaId: string) =>
    uow.manager.query<{ name: string; payload: { fields?: string[] } }[]>(
      `SELECT name, payload FROM outbox WHERE payload->>'media_id' = $1 ORDER BY position`,
      [mediaId],
    );
  const trailOf = async (mediaId: string) =>
    uow.manager.query<{ action: string; old_value: object | null; new_value: object | null }[]>(
      'SELECT action, old_value, new_value FROM audit_log WHERE resource_id = $1 ORDER BY ordinal',
      [mediaId],
    );
  const existing = async (attempt: Promise<unknown>) => {
    const error: unknown = await attempt.then(
      () => 'no error',
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(MediaExistsError);
    return (error as MediaExistsError).details['media_id'];
  };

  beforeAll(async () => {
    context = await startTestContext({ imports: [MediaModule] });
    uow = context.app.get(UnitOfWork);
    media = context.app.get(MediaService);
    entries = context.app.get(MediaEntries);
  });
  afterAll(() => context?.stop());

  describe('creating', () => {
    it('records the row, its event and who did it', async () => {
      const row = film({ genres: ['action'], rating: 7.5, overview: 'About' });
      const created = await entries.create(row);
      expect(created).toMatchObject({ ...row, metadataStatus: 'none', status: 'wanted', lockedFields: [] });
      expect(await eventsOf(row.id)).toMatchObject([{ name: 'media.added' }]);
      expect(await trailOf(row.id)).toMatchObject([
        { action: 'media_added', old_value: null, new_value: { title: row.title, rating: 7.5 } },
      ]);
    });

    it('tells which row has the TMDB id already, and lets one of many win', async () => {
      const tmdbId = randomTmdbId();
      const results = await Promise.allSettled(
        [1, 2, 3, 4].map(() => entries.create(film({ tmdbId, year: 1990 }))),
      );
      const won = results.filter(({ status }) => status === 'fulfilled');
      expect(won).toHaveLength(1);
      const [row] = await media.findByTmdbIds(MediaType.Movie, [tmdbId, randomTmdbId()]);
      expect(row?.metadataStatus).toBe('pending');
      expect(await existing(entries.create(film({ tmdbId })))).toBe(row?.id);
      await expect(entries.create(film({ tmdbId, mediaType: MediaType.Tv }))).resolves.toBeDefined();
    });

    it('knows a title by name, year and type when it has no TMDB id', async () => {
      const title = `L’Été ${randomUUID()}`;
      const results = await Promise.allSettled([1, 2, 3].map(() => entries.create(film({ title }))));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const known = await media.find({ title, year: 2010, mediaType: 'movie', tmdbId: null });
      expect(await existing(entries.create(film({ title: title.toUpperCase() })))).toBe(known?.id);
      await expect(entries.create(film({ title, year: 2011 }))).resolves.toBeDefined();
      await expect(entries.create(film({ title, mediaType: MediaType.Tv }))).resolves.toBeDefined();
    });

    it('takes a name without an id for the title that has one', async () => {
      const { id, title } = await entries.create(film({ tmdbId: randomTmdbId() }));
      expect(await existing(entries.create(film({ title })))).toBe(id);
      await expect(entries.create(film({ title, tmdbId: randomTmdbId() }))).resolves.toBeDefined();
    });
  });

  describe('changing', () => {
    it('changes what is given, locks it, and leaves the rest', async () => {
      const { id } = await entries.create(film({ overview: 'Old', rating: 5 }));
      const changed = await entries.update(id, { title: 'Ünlike Any', rating: 8, overview: null });
      expect(changed).toMatchObject({
        title: 'Ünlike Any',
        titleKey: 'unlike any',
        rating: 8,
        overview: null,
      });
      expect(changed.year).toBe(2010);
      expect(changed.lockedFields).toEqual(['overview', 'rating', 'title']);
      expect((await eventsOf(id)).at(-1)).toMatchObject({
        name: 'media.updated',
        payload: { fields: ['title', 'overview', 'rating', 'locked_fields'] },
      });
      expect((await trailOf(id)).at(-1)).toMatchObject({
        action: 'media_updated',
        old_value: { rating: 5, overview: 'Old' },
        new_value: { rating: 8, overview: null, title: 'Ünlike Any' },
      });
      expect(
        await media.find({ title: 'unlike ANY', year: 2010, mediaType: 'movie', tmdbId: null }),
      ).toMatchObject({ id });
    });

    it('writes nothing for an empty change', async () => {
      const created = await entries.create(film());
      expect(await entries.update(created.id, {})).toMatchObject({ updatedAt: created.updatedAt });
      expect(await eventsOf(created.id)).toHaveLength(1);
    });

    it('unlocks on demand', async () => {
      const { id } = await entries.create(film());
      await entries.update(id, { rating: 8, year: 2011 });
      expect((await entries.update(id, { lockedFields: ['year'] })).lockedFields).toEqual(['year']);
    });

    it('refuses to become another row, also when two try at once', async () => {
      const [one, other] = [await entries.create(film()), await entries.create(film())];
      expect(await existing(entries.update(one.id, { title: other.title }))).toBe(other.id);
      const tmdbId = randomTmdbId();
      const results = await Promise.allSettled([
        entries.update(one.id, { tmdbId }),
        entries.update(other.id, { tmdbId }),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('asks TMDB when the id becomes known, and stops asking when it is taken back', async () => {
      const { id } = await entries.create(film());
      const tmdbId = randomTmdbId();
      const identified = await entries.update(id, { tmdbId });
      expect(identified).toMatchObject({ tmdbId, metadataStatus: 'pending', lockedFields: [] });
      expect(identified.metadataDueAt).toBeInstanceOf(Date);
      expect(await entries.update(id, { tmdbId: null })).toMatchObject({
        metadataStatus: 'none',
        metadataDueAt: null,
      });
    });

    it('numbers episodes only', async () => {
      const { id } = await entries.create(film());
      await expect(entries.update(id, { seasonNumber: 1 })).rejects.toBeInstanceOf(ValidationError);
      await expect(entries.update(randomUUID(), { rating: 1 })).rejects.toBeInstanceOf(NotFoundError);
    });
  });

  describe('episodes', () => {
    const series = () => entries.create(film({ mediaType: MediaType.Tv }));

    it('belong to a series', async () => {
      const { id: movie } = await entries.create(film());
      await expect(entries.create(episodeFromNumber(movie, 1, 1))).rejects.toBeInstanceOf(
        MediaNotSeriesError,
      );
      await expect(entries.create(episodeFromNumber(randomUUID(), 1, 1))).rejects.toBeInstanceOf(
        NotFoundError,
      );
    });

    it('are there once, under whatever name', async () => {
      const [one, other] = [await series(), await series()];
      const pilot = await entries.create({ ...episodeFromNumber(one.id, 1, 1), title: 'Pilot' });
      expect(await existing(entries.create(episodeFromNumber(one.id, 1, 1)))).toBe(pilot.id);
      await expect(
        entries.create({ ...episodeFromNumber(other.id, 1, 1), title: 'Pilot' }),
      ).resolves.toBeDefined();
      const second = await entries.create({ ...episodeFromNumber(one.id, 1, 2), title: 'Pilot' });
      expect(await existing(entries.update(second.id, { episodeNumber: 1 }))).toBe(pilot.id);
      expect(await entries.update(second.id, { episodeNumber: 3 })).toMatchObject({ episodeNumber: 3 });
    });

    it('are found or made by their number, whoever asks at once', async () => {
      const { id } = await series();
      const rows = await Promise.all([1, 2, 3, 4].map(() => media.ensureEpisode(id, 2, 7)));
      expect(new Set(rows.map((row) => row.id)).size).toBe(1);
      expect(rows[0]).toMatchObject({
        title: 'Episode 7',
        seriesId: id,
        seasonNumber: 2,
        mediaType: 'episode',
      });
    });
  });
});
