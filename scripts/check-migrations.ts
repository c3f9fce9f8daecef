/** Fails if the entities would still change a migrated database, or if a migration can't be undone and run again. */
import 'reflect-metadata';
import '../src/app/api.module.js';
import '../src/app/worker.module.js';
import { DataSource, getMetadataArgsStorage } from 'typeorm';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { dataSourceOptions } from '../src/common/database/data-source-options.js';
import { startTestServices } from '../test/support/services.js';

/** Every class that carries `@Entity`: the modules above have been loaded with all of theirs. */
const allEntities = (): EntityTarget<ObjectLiteral>[] =>
  getMetadataArgsStorage().tables.map(({ target }) => target as EntityTarget<ObjectLiteral>);

async function pendingStatements(dataSource: DataSource): Promise<string[]> {
  const changes = await dataSource.driver.createSchemaBuilder().log();
  return changes.upQueries.map(({ query }) => query);
}

async function check(databaseUrl: string): Promise<string[]> {
  const entities = allEntities() as (new () => ObjectLiteral)[];
  const dataSource = new DataSource({ ...dataSourceOptions(databaseUrl, 2), entities });
  await dataSource.initialize();
  try {
    const count = (await dataSource.runMigrations()).length;
    const drift = await pendingStatements(dataSource);
    for (let undone = 0; undone < count; undone++) await dataSource.undoLastMigration();
    await dataSource.runMigrations();
    process.stdout.write(
      `${count} migrations ran, were undone and ran again; ${allEntities().length} entities compared\n`,
    );
    return drift;
  } finally {
    await dataSource.destroy();
  }
}

const services = await startTestServices();
const drift = await check(services.databaseUrl).finally(() => services.stop());
for (const statement of drift) process.stderr.write(`The entities ask for: ${statement}\n`);
process.exitCode = drift.length > 0 ? 1 : 0;
