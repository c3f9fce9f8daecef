import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { TmdbModule, TmdbService } from '../../src/modules/tmdb/index.js';
import { startTmdbServer } from '../fakes/tmdb-server.js';
import type { FakeTitle, FakeTmdbServer } from '../fakes/tmdb-server.js';
import { startTestContext } from './test-context.js';
import type { TestContext } from './test-context.js';

/** The client of TMDB in this process, on a database of its own, before a double of TMDB. */
export class TmdbLab {
  private readonly others: TestContext[] = [];
  private lastId = 5_000_000;

  private constructor(
    readonly server: FakeTmdbServer,
    readonly context: TestContext,
  ) {}

  static async start(): Promise<TmdbLab> {
    const server = await startTmdbServer();
    const context = await startTestContext({ imports: [TmdbModule] }, TmdbLab.settings(server));
    return new TmdbLab(server, context);
  }

  private static settings({ url, apiKey }: FakeTmdbServer) {
    return { SOKOUL_TMDB_URL: url, SOKOUL_TMDB_API_KEY: apiKey };
  }

  get tmdb(): TmdbService {
    return this.context.app.get(TmdbService);
  }

  /** Another process on the same database; `reset` stops it. */
  async startOther(env: Record<string, string> = {}): Promise<TmdbService> {
    const shared = { ...TmdbLab.settings(this.server), DATABASE_URL: this.context.database.url };
    const other = await startTestContext({ imports: [TmdbModule] }, { ...shared, ...env });
    this.others.push(other);
    return other.app.get(TmdbService);
  }

  query(sql: string): Promise<Array<Record<string, unknown>>> {
    return this.context.app.get(UnitOfWork).manager.query(sql);
  }

  /** As if the time had come to ask TMDB again. */
  async outdate(): Promise<void> {
    await this.query(`UPDATE tmdb_answer SET fresh_until = now() - interval '1 second'`);
  }

  /** Makes a movie up, and answers with its id. */
  newMovie(changes: Partial<FakeTitle> = {}): number {
    this.lastId += 1;
    const id = this.lastId;
    this.server.titles.push({ mediaType: 'movie', id, title: `Movie ${id}`, ...changes });
    return id;
  }

  /** The double as it was at the beginning, and nothing stored. */
  async reset(): Promise<void> {
    await Promise.all(this.others.splice(0).map((other) => other.stop()));
    Object.assign(this.server, { mode: 'ok', delayMs: 0 });
    this.server.requests.length = 0;
    this.server.titles.length = 0;
    await this.query('DELETE FROM tmdb_answer');
  }

  async stop(): Promise<void> {
    await Promise.all(this.others.map((other) => other.stop()));
    await this.context.stop();
    await this.server.close();
  }
}
