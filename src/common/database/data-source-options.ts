import pg from 'pg';
import type { ClientConfig } from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '../../../migrations/index.js';

const CONNECT_TIMEOUT_MS = 3000;
/** Longer than that: who waits here stands in line at a server that answers. */
const FREE_CONNECTION_TIMEOUT_MS = 15_000;

/** The pool has one time-out for both, and a crowd of requests is no reason to take the server for dead. */
class ImpatientClient extends pg.Client {
  constructor(config?: ClientConfig) {
    super({ ...config, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  }
}

/** What every connection of ours has in common. Times are UTC, statements end after 30 s. */
export function dataSourceOptions(url: string, poolSize: number): DataSourceOptions & { type: 'postgres' } {
  return {
    type: 'postgres',
    url,
    poolSize,
    connectTimeoutMS: FREE_CONNECTION_TIMEOUT_MS,
    applicationName: 'sokoul',
    extra: {
      Client: ImpatientClient,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
    },
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
  };
}
