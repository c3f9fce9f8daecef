import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';

/** Rows by table. */
export type CountsByTable = Readonly<Record<string, number>>;

export interface OwnedRecords {
  /** Go with the account. */
  readonly deleted: CountsByTable;
  /** Stay, and no longer say whose they were. */
  readonly detached: CountsByTable;
}

interface Reference {
  /** Both quoted as SQL needs it. */
  table_name: string;
  column_name: string;
  is_cascade: boolean;
}

const REFERENCES = `
  SELECT c.conrelid::regclass::text AS table_name, quote_ident(a.attname) AS column_name,
         c.confdeltype = 'c' AS is_cascade
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
   WHERE c.contype = 'f' AND c.confrelid = 'app_user'::regclass
   ORDER BY 1, 2`;

const toCounts = (rows: readonly (Reference & { count: number })[]): CountsByTable => {
  const counts: Record<string, number> = {};
  for (const { table_name: table, count } of rows)
    if (count > 0) counts[table] = (counts[table] ?? 0) + count;
  return counts;
};

/**
 * Counts what belongs to an account by asking the database which tables point to it, so that a table that is added later
 * can't be forgotten.
 */
@Injectable()
export class OwnedRecordsRepository {
  constructor(private readonly uow: UnitOfWork) {}

  async countOf(userId: string): Promise<OwnedRecords> {
    const references = await this.uow.manager.query<Reference[]>(REFERENCES);
    const counted: (Reference & { count: number })[] = [];
    for (const reference of references) {
      const { table_name: table, column_name: column } = reference;
      const [row] = await this.uow.manager.query<[{ count: number }]>(
        `SELECT count(*)::float8 AS count FROM ${table} WHERE ${column} = $1`,
        [userId],
      );
      counted.push({ ...reference, count: row.count });
    }
    return {
      deleted: toCounts(counted.filter(({ is_cascade: isCascade }) => isCascade)),
      detached: toCounts(counted.filter(({ is_cascade: isCascade }) => !isCascade)),
    };
  }
}
