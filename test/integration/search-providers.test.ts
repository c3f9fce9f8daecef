import type { Actor } from '../../src/common/access/actor.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { MediaModule, MediaService } from '../../src/modules/media/index.js';
import type { Media } from '../../src/modules/media/index.js';
import {
  SearchModule,
  SearchResultsService,
  SearchService,
  SearchWorkerModule,
} from '../../src/modules/search/index.js';
import type { SearchResults } from '../../src/modules/search/search-results.service.js';
import type { SearchRequest } from '../../src/modules/search/search.service.js';
import { startArchiveServer } from '../fakes/archive-server.js';
import type { FakeArchiveServer } from '../fakes/archive-server.js';
import { startProwlarrServer } from '../fakes/prowlarr-server.js';
import type { FakeProwlarrServer } from '../fakes/prowlarr-server.js';
import { startTorznabServer } from '../fakes/torznab-server.js';
import type { FakeTorznabServer } from '../fakes/torznab-server.js';
import { createActor } from '../support/download-people.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';
import { waitFor } from '../support/wait-for.js';

const FILM: SearchRequest = { query: 'Night of the Living Dead', mediaType: 'movie', year: 1968 };
const HASH = 'b'.repeat(40);

const PROWLARR_RELEASE = {
  title: 'Night.of.the.Living.Dead.1968.720p.BluRay.x264-PROWL',
  infoHash: HASH,
  magnet: `magnet:?xt=urn:btih:${HASH}`,
  sizeBytes: 4_000_000_000,
  seeders: 12,
  peers: 15,
  imdbId: 'tt0063350',
  tmdbId: 10_331,
};

describe('search over all kinds of providers', () => {
  let jackett: FakeTorznabServer;
  let nas: FakeTorznabServer;
  let prowlarr: FakeProwlarrServer;
  let archive: FakeArchiveServer;
  let context: TestContext;
  let actor: Actor;
  let media: Media;

  beforeAll(async () => {
    [jackett, nas, archive] = await Promise.all([
      startTorznabServer(),
      startTorznabServer({ apiKey: 'nas-test-key' }),
      startArchiveServer(),
    ]);
    prowlarr = await startProwlarrServer([
      { id: 1, name: 'Good', releases: [PROWLARR_RELEASE] },
      { id: 2, name: 'Failing', mode: 'hidden-failure' },
    ]);
    context = await startTestContext(
      { imports: [MediaModule, SearchModule, SearchWorkerModule] },
      {
        SOKOUL_PROWLARR_URL: prowlarr.url,
        SOKOUL_PROWLARR_API_KEY: prowlarr.apiKey,
        SOKOUL_JACKETT_URL: jackett.url,
        SOKOUL_JACKETT_API_KEY: jackett.apiKey,
        SOKOUL_TORZNAB_INDEXERS: `nas=${nas.url}|${nas.apiKey}`,
        SOKOUL_ARCHIVE_ENABLED: 'true',
        SOKOUL_ARCHIVE_URL: archive.origin,
      },
    );
    actor = await createActor(context.app.get(UnitOfWork));
    media = await addFilm();
  });
  afterAll(async () => {
    await context?.stop();
    await Promise.all([jackett, nas, prowlarr, archive].map((server) => server?.close()));
  });
  afterEach(async () => {
    for (const server of [jackett, nas]) Object.assign(server, { mode: 'ok', delayMs: 0 });
    archive.mode = 'ok';
    prowlarr.mode = 'ok';
    await context.app.get(UnitOfWork).manager.query('DELETE FROM provider_answer');
  });

  async function addFilm(): Promise<Media> {
    const catalogue = context.app.get(MediaService);
    const draft = {
      title: 'Night of the Living Dead',
      mediaType: 'movie',
      year: 1968,
      tmdbId: 10_331,
    } as const;
    const film = await catalogue.ensure(draft);
    await catalogue.addFile({
      mediaId: film.id,
      relativePath: 'Night of the Living Dead (1968)/Night of the Living Dead (1968).mkv',
      sizeBytes: 2_000_000_000,
      resolution: '1080p',
      codecVideo: 'h264',
      source: 'torrent',
      downloadedAt: new Date('2026-01-02T03:04:05Z'),
    });
    return film;
  }

  const start = (request: Partial<SearchRequest> = {}) =>
    context.app.get(SearchService).start(actor, { ...FILM, ...request });
  const read = (id: string): Promise<SearchResults> => context.app.get(SearchResultsService).get(actor, id);
  const ended = (id: string): Promise<SearchResults> =>
    waitFor('the search to end', async () => {
      const found = await read(id);
      return found.search.status !== 'searching' && found;
    });
  const sourcesOf = ({ titles }: SearchResults) => titles.flatMap(({ sources }) => sources);
  const runsOf = ({ runs }: SearchResults) =>
    Object.fromEntries(runs.map(({ provider, status, errorCode }) => [provider, errorCode ?? status]));

  it('asks each, and puts what they find under one title', async () => {
    const found = await ended((await start()).id);
    expect(runsOf(found)).toEqual({
      library: 'completed',
      prowlarr: 'completed',
      jackett: 'completed',
      nas: 'completed',
      archive: 'completed',
    });
    const [film] = found.titles;
    expect(film?.title).toMatchObject({ id: media.id, mediaId: media.id, tmdbId: 10_331, year: 1968 });
    expect(new Set(film?.sources.flatMap(({ foundBy }) => foundBy))).toEqual(
      new Set(['library', 'prowlarr', 'jackett', 'nas', 'archive']),
    );
    const file = film?.sources.find(({ kind }) => kind === 'file');
    expect(file).toMatchObject({
      releaseName: 'Night of the Living Dead (1968)',
      attributes: { resolution: '1080p', codec: 'h264' },
      magnetLink: null,
    });
    expect(film?.sources.find(({ infoHash }) => infoHash === HASH)).toMatchObject({ provider: 'prowlarr' });
  });

  it('gives out what the good ones have while others fail, babble or keep silent', async () => {
    jackett.delayMs = 300;
    nas.mode = 'hang';
    archive.mode = 'garbage';
    const { id } = await start({ timeoutSeconds: 4 });
    const early = await waitFor('the first results', async () => {
      const found = await read(id);
      const providers = new Set(sourcesOf(found).map(({ provider }) => provider));
      return providers.has('prowlarr') && providers.has('library') && found;
    });
    expect(early.search.status).toBe('searching');
    const late = await ended(id);
    expect(late.search.status).toBe('completed');
    expect(sourcesOf(late).some(({ provider }) => provider === 'jackett')).toBe(true);
    expect(runsOf(late)).toEqual({
      library: 'completed',
      prowlarr: 'completed',
      jackett: 'completed',
      nas: 'PROVIDER_TIMEOUT',
      archive: 'PROVIDER_RESPONSE_INVALID',
    });
  });

  it('names the error of each that fails', async () => {
    prowlarr.mode = 'unauthorized';
    jackett.mode = 'rate-limited';
    nas.mode = 'error-document';
    archive.mode = 'error';
    const found = await ended((await start()).id);
    expect(runsOf(found)).toEqual({
      library: 'completed',
      prowlarr: 'PROVIDER_KEY_REFUSED',
      jackett: 'PROVIDER_RATE_LIMITED',
      nas: 'PROVIDER_FAILED',
      archive: 'PROVIDER_FAILED',
    });
    expect(sourcesOf(found)).toMatchObject([{ kind: 'file', provider: 'library' }]);
  });

  it('keeps the keys of none of them', async () => {
    const rows = await context.app
      .get(UnitOfWork)
      .manager.query<object[]>('SELECT s::text, r::text FROM search_source s, search_provider_run r');
    expect(rows.length).toBeGreaterThan(0);
    const text = JSON.stringify(rows);
    for (const key of [prowlarr.apiKey, jackett.apiKey, nas.apiKey]) expect(text).not.toContain(key);
  });
});
