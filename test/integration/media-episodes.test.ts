import { randomUUID } from 'node:crypto';
import { NotFoundError } from '../../src/common/errors/common.errors.js';
import type { EpisodeFilter } from '../../src/modules/media/episodes.repository.js';
import { EpisodesService } from '../../src/modules/media/episodes.service.js';
import { MediaModule, MediaService, MediaStatus } from '../../src/modules/media/index.js';
import { MediaNotSeriesError } from '../../src/modules/media/media.errors.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

const ALL = { season: null, offset: 0, limit: 100 };

describe('episodes', () => {
  let context: TestContext;
  let media: MediaService;
  let episodes: EpisodesService;
  let seriesId: string;

  const namesOf = async (filter: Partial<EpisodeFilter>) => {
    const { episodes: listed, total } = await episodes.list(seriesId, { ...ALL, ...filter });
    return [
      listed.map(({ media: { seasonNumber, episodeNumber } }) => `${seasonNumber}x${episodeNumber}`),
      total,
    ];
  };

  beforeAll(async () => {
    context = await startTestContext({ imports: [MediaModule] });
    media = context.app.get(MediaService);
    episodes = context.app.get(EpisodesService);
    const title = `Series ${randomUUID()}`;
    ({ id: seriesId } = await media.ensure({ title, year: 2008, mediaType: 'tv', tmdbId: null }));
    for (const [season, number] of [
      [0, 1],
      [1, 10],
      [1, 2],
      [2, 1],
    ] as const)
      await media.ensureEpisode(seriesId, season, number);
  });
  afterAll(() => context?.stop());

  it('are listed in order, specials last, a season or all of them, page by page', async () => {
    expect(await namesOf({})).toEqual([['1x2', '1x10', '2x1', '0x1'], 4]);
    expect(await namesOf({ season: 1 })).toEqual([['1x2', '1x10'], 2]);
    expect(await namesOf({ season: 0 })).toEqual([['0x1'], 1]);
    expect(await namesOf({ season: 9 })).toEqual([[], 0]);
    expect(await namesOf({ offset: 1, limit: 2 })).toEqual([['1x10', '2x1'], 4]);
  });

  it('tell whether there are files of them, and their seasons how many can be watched', async () => {
    const { id } = await media.ensureEpisode(seriesId, 1, 2);
    await media.addFile({
      mediaId: id,
      relativePath: `Series/${id}.mkv`,
      sizeBytes: 1,
      source: 'torrent',
      downloadedAt: new Date(),
    });
    await media.setStatus(id, MediaStatus.Available);
    const { episodes: listed } = await episodes.list(seriesId, { ...ALL, season: 1 });
    expect(listed.map(({ hasFiles }) => hasFiles)).toEqual([true, false]);
    expect(await episodes.listSeasons(seriesId)).toMatchObject([
      { season: { number: 1 }, episodes: 2, available: 1 },
      { season: { number: 2 }, episodes: 1, available: 0 },
      { season: { number: 0 }, episodes: 1, available: 0 },
    ]);
  });

  it('are those of series', async () => {
    const title = `Film ${randomUUID()}`;
    const { id } = await media.ensure({ title, year: 2008, mediaType: 'movie', tmdbId: null });
    await expect(episodes.list(id, ALL)).rejects.toBeInstanceOf(MediaNotSeriesError);
    await expect(episodes.listSeasons(id)).rejects.toBeInstanceOf(MediaNotSeriesError);
    await expect(episodes.list(randomUUID(), ALL)).rejects.toBeInstanceOf(NotFoundError);
  });
});
