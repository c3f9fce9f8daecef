import type { EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
import type { UnitOfWork } from '../../common/database/unit-of-work.js';
import { toStorableJson } from './storable-json.js';

/**
 * An entity's rows as JSON: any number of them travel in one value, so that statements need neither a parameter for each
 * field nor a column for each. For ways that are walked often; everything else is better off with repositories.
 */
export class JsonTable<Row extends ObjectLiteral> {
  private readonly metadata: EntityMetadata;
  private readonly times: readonly string[];

  constructor(uow: UnitOfWork, entity: EntityTarget<Row>) {
    this.metadata = uow.manager.connection.getMetadata(entity);
    this.times = this.metadata.columns
      .filter(({ type }) => type === 'timestamptz')
      .map(({ propertyName }) => propertyName);
  }

  /** An SQL expression: the row of that alias. */
  select(alias: string): string {
    const fields = this.metadata.columns.map(
      (column) => `'${column.propertyName}', ${alias}."${column.databaseName}"`,
    );
    return `json_build_object(${fields.join(', ')})`;
  }

  /** An SQL statement that inserts the rows of a parameter that `write` made, such as `$1`. */
  insert(parameter: string): string {
    const { columns, tableName } = this.metadata;
    const names = columns.map(({ databaseName }) => `"${databaseName}"`).join(', ');
    const values = columns.map(({ propertyName }) => `n."${propertyName}"`).join(', ');
    const types = columns.map(
      ({ propertyName, type, isArray }) => `"${propertyName}" ${String(type)}${isArray ? '[]' : ''}`,
    );
    return `INSERT INTO "${tableName}" (${names})
      SELECT ${values} FROM json_to_recordset(${parameter}::json) AS n(${types.join(', ')})`;
  }

  /** The same; rows whose primary key is there are overwritten. */
  upsert(parameter: string): string {
    const keys = this.metadata.primaryColumns.map(({ databaseName }) => `"${databaseName}"`);
    const changes = this.metadata.columns
      .filter(({ isPrimary }) => !isPrimary)
      .map(({ databaseName }) => `"${databaseName}" = EXCLUDED."${databaseName}"`);
    return `${this.insert(parameter)} ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${changes.join(', ')}`;
  }

  /** A row that `select` wrote. */
  read(json: object): Row {
    const row: Record<string, unknown> = { ...json };
    for (const name of this.times) {
      const time = row[name];
      if (typeof time === 'string') row[name] = new Date(time);
    }
    return row as Row;
  }

  /** Rows as a parameter. */
  write(rows: readonly Row[]): string {
    return toStorableJson(rows);
  }
}
