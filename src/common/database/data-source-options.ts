import type { DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '../../../migrations/index.js';

const CONNECT_TIMEOUT_MS = 3000;

/** What every connection of ours has in common. Times are UTC, statements end after 30 s. */
export function dataSourceOptions(url: string, poolSize: number): DataSourceOptions & { type: 'postgres' } {
  return {
    type: 'postgres',
    url,
    poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: 'sokoul',
    extra: { statement_timeout: 30_000, idle_in_transaction_session_timeout: 60_000 },
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
  };
}
