import pg from 'pg';
import { EmbeddedPostgres } from '../../../src/standalone/embedded-postgres.js';
import { TcpGate } from '../world/tcp-gate.js';

/** The machine goes on: only the server dies. What it acknowledged must be in its log then, not on the disk itself. */
const SETTINGS = { fsync: 'off', max_connections: '100' };

/** A PostgreSQL that can be restarted, always under the same URL. */
export class PostgresServer {
  private constructor(
    private readonly directory: string,
    private server: EmbeddedPostgres,
    private readonly gate: TcpGate,
  ) {}

  static async start(directory: string): Promise<PostgresServer> {
    const server = await launch(directory);
    const gate = await TcpGate.open(Number(new URL(server.url).port));
    return new PostgresServer(directory, server, gate);
  }

  get url(): string {
    const url = new URL(this.server.url);
    url.port = String(this.gate.port);
    return url.href;
  }

  /** Ends sessions and stops in order; or at once, so that the next start recovers. */
  async restart(mode: 'fast' | 'immediate'): Promise<void> {
    if (mode === 'immediate') {
      this.server.kill();
      await this.server.exited;
    }
    await this.server.stop();
    this.server = await launch(this.directory);
    this.gate.targetPort = Number(new URL(this.server.url).port);
  }

  /** One statement in a session of its own. */
  async query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.gate.close();
  }
}

const launch = (directory: string): Promise<EmbeddedPostgres> =>
  EmbeddedPostgres.start({ directory, log: () => undefined, settings: SETTINGS });
