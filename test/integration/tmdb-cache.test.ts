import type { TmdbService } from '../../src/modules/tmdb/index.js';
import { StoredAnswersRepository } from '../../src/modules/tmdb/stored-answers.repository.js';
import { startTmdbServer } from '../fakes/tmdb-server.js';
import type { FakeTmdbServer } from '../fakes/tmdb-server.js';
import { TmdbLab } from '../support/tmdb-lab.js';
import { waitFor } from '../support/wait-for.js';

describe('answers of TMDB', () => {
  let lab: TmdbLab;
  let server: FakeTmdbServer;
  let tmdb: TmdbService;

  beforeAll(async () => {
    lab = await TmdbLab.start();
    ({ server, tmdb } = lab);
  });
  afterEach(() => lab.reset());
  afterAll(() => lab?.stop());

  describe('keeping answers', () => {
    it('asks once while the answer is fresh, in every process', async () => {
      const id = lab.newMovie();
      await tmdb.movie(id);
      const again = await (await lab.startOther()).movie(id);
      expect(again.value.tmdbId).toBe(id);
      expect(server.requests).toHaveLength(1);
    });

    it('makes one call of equal questions at once', async () => {
      server.delayMs = 50;
      const id = lab.newMovie();
      await Promise.all(Array.from({ length: 10 }, () => tmdb.movie(id)));
      expect(server.requests).toHaveLength(1);
    });

    it('asks whether an old answer still holds, and keeps it when it does', async () => {
      const id = lab.newMovie();
      const first = await tmdb.movie(id);
      await lab.outdate();
      const second = await tmdb.movie(id);
      expect(server.requests[1]?.ifNoneMatch).toEqual(expect.stringMatching(/^W\//));
      expect(second.value).toEqual(first.value);
      expect(second.isStale).toBe(false);
      expect(second.fetchedAt.getTime()).toBeGreaterThan(first.fetchedAt.getTime());
      await tmdb.movie(id);
      expect(server.requests).toHaveLength(2);
    });

    it('takes the new answer when it has changed', async () => {
      const id = lab.newMovie();
      await tmdb.movie(id);
      await lab.outdate();
      server.titles.splice(-1, 1, { mediaType: 'movie', id, title: 'A new name' });
      expect((await tmdb.movie(id)).value.title).toBe('A new name');
    });

    it.each(['http-500', 'garbage', 'unauthorized', 'rate-limited'] as const)(
      'serves an old answer and says so when TMDB answers with %s',
      async (mode) => {
        const other = await lab.startOther();
        const id = lab.newMovie();
        const { fetchedAt } = await other.movie(id);
        await lab.outdate();
        server.mode = mode;
        const answer = await other.movie(id);
        expect(answer).toMatchObject({ isStale: true, value: { tmdbId: id } });
        expect(answer.fetchedAt).toEqual(fetchedAt);
      },
    );

    it('does not wait for TMDB again right after it was away', async () => {
      const other = await lab.startOther();
      const [one, two] = [lab.newMovie(), lab.newMovie()];
      await other.movie(one);
      await other.movie(two);
      await lab.outdate();
      server.mode = 'http-500';
      await other.movie(one);
      expect((await other.movie(two)).isStale).toBe(true);
      expect(server.requests).toHaveLength(3);
    });

    it('forgets what TMDB no longer knows', async () => {
      const id = lab.newMovie();
      await tmdb.movie(id);
      await lab.outdate();
      server.titles.length = 0;
      await expect(tmdb.movie(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await lab.query('SELECT key FROM tmdb_answer')).toEqual([]);
    });

    it('keeps no key and survives texts that a database refuses', async () => {
      const id = lab.newMovie({ title: 'A\u0000B \ud800', overview: 'x\u0000' });
      const { value } = await tmdb.movie(id);
      expect(value.title).toBe('AB \ufffd');
      expect((await tmdb.movie(id)).value).toEqual(value);
      expect(server.requests).toHaveLength(1);
      expect(JSON.stringify(await lab.query('SELECT key FROM tmdb_answer'))).not.toContain(server.apiKey);
    });

    it('is swept by age and by size, the oldest first', async () => {
      const answers = lab.context.app.get(StoredAnswersRepository);
      const [old, newer] = [lab.newMovie(), lab.newMovie()];
      await tmdb.movie(old);
      await lab.query(`UPDATE tmdb_answer SET fetched_at = now() - interval '2 days'`);
      await tmdb.movie(newer);
      const keys = async () => (await lab.query('SELECT key FROM tmdb_answer')).map(({ key }) => String(key));
      const sizes = await lab.query('SELECT max(pg_column_size(body)) AS bytes FROM tmdb_answer');
      await answers.sweep(new Date(0), Number(sizes[0]?.['bytes']));
      expect(await keys()).toEqual([expect.stringContaining(`/movie/${newer}?`)]);
      await answers.sweep(new Date(Date.now() + 1000), 1e9);
      expect(await keys()).toEqual([]);
    });
  });

  describe('trouble', () => {
    it.each([
      ['http-500', 'TMDB_UNREACHABLE'],
      ['garbage', 'TMDB_RESPONSE_INVALID'],
      ['unauthorized', 'TMDB_KEY_REFUSED'],
    ] as const)('%s is %s, and nothing is kept of it', async (mode, code) => {
      const other = await lab.startOther();
      server.mode = mode;
      const id = lab.newMovie();
      await expect(other.movie(id)).rejects.toMatchObject({ code });
      server.mode = 'ok';
      expect((await other.movie(id)).value.tmdbId).toBe(id);
    });

    it('stops asking for as long as TMDB says', async () => {
      const other = await lab.startOther();
      server.mode = 'rate-limited';
      await expect(other.movie(lab.newMovie())).rejects.toMatchObject({
        code: 'TMDB_RATE_LIMITED',
        retryAfter: 7,
      });
      server.mode = 'ok';
      await expect(other.movie(lab.newMovie())).rejects.toMatchObject({ code: 'TMDB_RATE_LIMITED' });
      expect(server.requests).toHaveLength(1);
    });

    it('says NOT_FOUND for an unknown id', async () => {
      await expect(tmdb.movie(424_242)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(tmdb.season(1399, 99)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it('says TMDB_UNREACHABLE when nobody listens', async () => {
      const gone = await startTmdbServer();
      await gone.close();
      const other = await lab.startOther({ SOKOUL_TMDB_URL: gone.url });
      await expect(other.movie(1)).rejects.toMatchObject({ code: 'TMDB_UNREACHABLE' });
    });

    it('leaves when its caller does, and stays for the others', async () => {
      const other = await lab.startOther();
      server.mode = 'hang';
      const id = lab.newMovie();
      const leaving = new AbortController();
      const [first, second] = [other.movie(id, leaving.signal), new AbortController()];
      const staying = other.movie(id, second.signal);
      await waitFor('the request', () => server.requests.length === 1);
      leaving.abort(new Error('gone'));
      await expect(first).rejects.toThrow('gone');
      const third = other.movie(id, second.signal);
      second.abort(new Error('gone too'));
      await expect(staying).rejects.toThrow('gone too');
      await expect(third).rejects.toThrow('gone too');
      expect(server.requests).toHaveLength(1);
      server.mode = 'ok';
      expect((await other.movie(id)).value.tmdbId).toBe(id);
    });

    it('is TMDB_UNCONFIGURED without a key', async () => {
      const bare = await lab.startOther({ SOKOUL_TMDB_API_KEY: '' });
      expect(bare.isConfigured()).toBe(false);
      await expect(bare.movie(550)).rejects.toMatchObject({ code: 'TMDB_UNCONFIGURED' });
      expect(server.requests).toEqual([]);
    });

    it('can be asked whether it works', async () => {
      const signal = new AbortController().signal;
      await tmdb.checkHealth(signal);
      server.mode = 'garbage';
      await expect(tmdb.checkHealth(signal)).rejects.toMatchObject({ code: 'TMDB_RESPONSE_INVALID' });
      server.mode = 'unauthorized';
      await expect(tmdb.checkHealth(signal)).rejects.toMatchObject({ code: 'TMDB_KEY_REFUSED' });
    });
  });
});
