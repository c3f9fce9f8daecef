import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { countQuery, gatherQuery, walkQuery } from './media-list.query.js';
import type { Gathering, Selection } from './media-list.query.js';
import { Media } from './media.entity.js';
import type { SqlParameters } from './sql-parameters.js';

/** A row's place in a list. */
export interface Place {
  readonly id: string;
  readonly value: string | null;
  readonly tier: number;
}

interface Summary {
  /** Rows that match, or the bound when there are at least so many. */
  readonly total: number;
  /** The best tier among them. */
  readonly best: number | null;
}

export interface Gathered extends Summary {
  readonly places: Place[];
}

/** The planner doesn't know how few rows match a search, and falls back on reading the table: it may not. */
const WALK = {
  enable_sort: 'off',
  enable_bitmapscan: 'off',
  enable_seqscan: 'off',
  max_parallel_workers_per_gather: '0',
};
const GATHER = { enable_indexscan: 'off', enable_seqscan: 'off', max_parallel_workers_per_gather: '0' };

@Injectable()
export class MediaListRepository {
  constructor(private readonly uow: UnitOfWork) {}

  async walk(selection: Selection, parameters: SqlParameters): Promise<Place[]> {
    const rows = await this.planned<Omit<Place, 'tier'>>(WALK, walkQuery(selection, parameters), parameters);
    return (selection.isReversed === true ? rows.reverse() : rows).map((row) => ({ ...row, tier: 0 }));
  }

  async gather(selection: Gathering, parameters: SqlParameters): Promise<Gathered> {
    const sql = gatherQuery(selection, parameters);
    const rows = await this.planned<Summary & ({ id: null } | Place)>(GATHER, sql, parameters);
    const places = rows.flatMap((row) =>
      row.id === null ? [] : [{ id: row.id, value: row.value, tier: row.tier }],
    );
    return { places, total: rows[0]?.total ?? 0, best: rows[0]?.best ?? null };
  }

  async count(
    selection: Pick<Selection, 'types' | 'conditions'>,
    parameters: SqlParameters,
  ): Promise<number> {
    const sql = countQuery(selection, parameters);
    const [row] = await this.uow.manager.query<{ total: number }[]>(sql, parameters.values);
    return row?.total ?? 0;
  }

  /** In the order of the ids; a row that has gone meanwhile is left out. */
  async load(ids: readonly string[]): Promise<Media[]> {
    if (ids.length === 0) return [];
    const rows = await this.uow.repository(Media).findBy({ id: In(ids) });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  private planned<Row>(
    settings: Record<string, string>,
    sql: string,
    { values }: SqlParameters,
  ): Promise<Row[]> {
    const names = Object.entries(settings).map(([name, value]) => `set_config('${name}', '${value}', true)`);
    return this.uow.run(async () => {
      await this.uow.manager.query(`SELECT ${names.join(', ')}`);
      return this.uow.manager.query<Row[]>(sql, values);
    });
  }
}
