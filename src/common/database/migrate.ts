import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../../migrations/index.js';
import { dataSourceOptions } from './data-source-options.js';

/** Any number works as long as every version of Sokoul uses the same one. */
const MIGRATION_LOCK = 0x50_4b_4c;

/** The database was migrated by a newer Sokoul than this one. */
export class NewerDatabaseError extends Error {
  constructor(readonly unknown: string[]) {
    super(
      `the database was made by a newer version of Sokoul (it knows ${unknown.join(', ')}); start that version or newer`,
    );
    this.name = 'NewerDatabaseError';
  }
}

async function refuseNewer(dataSource: DataSource): Promise<void> {
  const [{ exists }] = await dataSource.query<[{ exists: boolean }]>(
    `SELECT to_regclass('migration') IS NOT NULL AS exists`,
  );
  if (!exists) return;
  const rows = await dataSource.query<{ name: string }[]>('SELECT name FROM migration ORDER BY id');
  const known = new Set(MIGRATIONS.map((migration) => migration.name));
  const unknown = rows.map((row) => row.name).filter((name) => !known.has(name));
  if (unknown.length > 0) throw new NewerDatabaseError(unknown);
}

/** Brings the schema up to date; of several processes that start at once, one works and the others wait. */
export async function migrate(databaseUrl: string): Promise<{ applied: string[] }> {
  const dataSource = await new DataSource(dataSourceOptions(databaseUrl, 2)).initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SET statement_timeout = 0');
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseNewer(dataSource);
    const applied = await dataSource.runMigrations();
    return { applied: applied.map((migration) => migration.name) };
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}
