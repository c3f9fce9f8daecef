import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { JsonTable } from './json-table.js';
import { ProviderRun } from './provider-run.entity.js';
import type { ChosenProfile } from './quality-profiles/profile-choice.service.js';
import { Search, SearchStatus } from './search.entity.js';
import type { Scorer } from './search.entity.js';

/** Which of a person's searches, and which stretch of them. */
export interface SearchFilter {
  /** All of them, unless given. */
  readonly status?: SearchStatus | undefined;
  readonly offset: number;
  readonly limit: number;
}

export interface ListedSearch {
  readonly search: Search;
  readonly totalResults: number;
}

@Injectable()
export class SearchesRepository {
  private json: JsonTable<Search> | undefined;

  constructor(private readonly uow: UnitOfWork) {}

  private get table(): JsonTable<Search> {
    return (this.json ??= new JsonTable(this.uow, Search));
  }

  private get rows() {
    return this.uow.repository(Search);
  }

  /** A search and its providers' parts, in one statement: the answer to its request waits for it. */
  async insert(search: Search, runs: readonly ProviderRun[]): Promise<void> {
    const table = this.table;
    const runTable = new JsonTable(this.uow, ProviderRun);
    await this.uow.manager.query(`WITH search AS (${table.insert('$1')}) ${runTable.insert('$2')}`, [
      table.write([search]),
      runTable.write(runs),
    ]);
  }

  findById(id: string): Promise<Search | null> {
    return this.rows.findOneBy({ id });
  }

  findOwned(ownerId: string, id: string): Promise<Search | null> {
    return this.rows.findOneBy({ id, ownerId });
  }

  /** Newest first, with the number of titles that each found. */
  async listOwned(
    ownerId: string,
    { status, offset, limit }: SearchFilter,
  ): Promise<{ items: ListedSearch[]; total: number }> {
    const [searches, total] = await this.rows.findAndCount({
      where: { ownerId, ...(status === undefined ? {} : { status }) },
      order: { createdAt: 'DESC', id: 'DESC' },
      skip: offset,
      take: limit,
    });
    const counts = await this.uow.manager.query<Array<{ search_id: string; total: number }>>(
      `SELECT search_id, count(*)::int AS total FROM search_title
        WHERE search_id = ANY($1) AND merged_into IS NULL GROUP BY search_id`,
      [searches.map(({ id }) => id)],
    );
    const totals = new Map(counts.map((row) => [row.search_id, row.total]));
    return { items: searches.map((search) => ({ search, totalResults: totals.get(search.id) ?? 0 })), total };
  }

  /** Searches of each of these people; who has none is not listed. */
  async countsOf(ownerIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.uow.manager.query<Array<{ owner_id: string; total: number }>>(
      'SELECT owner_id, count(*)::int AS total FROM search WHERE owner_id = ANY($1) GROUP BY owner_id',
      [ownerIds],
    );
    return new Map(rows.map((row) => [row.owner_id, row.total]));
  }

  /** Holds the search for this transaction: its results and its end are written by one at a time. */
  async lock(id: string): Promise<Search | null> {
    const [row] = await this.uow.manager.query<Array<{ search: object }>>(
      `SELECT ${this.table.select('s')} AS search FROM search s WHERE s.id = $1 FOR UPDATE`,
      [id],
    );
    return row ? this.table.read(row.search) : null;
  }

  /** The same, for its owner only. */
  lockOwned(ownerId: string, id: string): Promise<Search | null> {
    return this.rows.findOne({ where: { id, ownerId }, lock: { mode: 'pessimistic_write' } });
  }

  /** Answers with how many titles it has found. The caller holds its row. */
  async markEnded({ id, status, completedAt }: Search): Promise<number> {
    const [[row]] = await this.uow.manager.query<[Array<{ total: number }>, number]>(
      `UPDATE search SET status = $2, completed_at = $3 WHERE id = $1
       RETURNING (SELECT count(*)::int FROM search_title WHERE search_id = $1 AND merged_into IS NULL) AS total`,
      [id, status, completedAt],
    );
    return row?.total ?? 0;
  }

  /** How many are under way; nobody else counts this person's until the transaction ends, so that none is overlooked. */
  async countOpenAlone(ownerId: string): Promise<number> {
    await this.uow.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('search_start:' || $1, 0))`, [
      ownerId,
    ]);
    const [row] = await this.uow.manager.query<Array<{ total: number }>>(
      `SELECT count(*)::int AS total FROM search WHERE owner_id = $1 AND status = 'searching' AND deadline_at > $2`,
      [ownerId, new Date()],
    );
    return row?.total ?? 0;
  }

  /** What it found goes with it. */
  async delete(id: string): Promise<void> {
    await this.rows.delete({ id });
  }

  /** Deletes at most `limit` searches that were started before; answers with how many. */
  async deleteEndedBefore(before: Date, limit: number): Promise<number> {
    const [, count] = await this.uow.manager.query<[object[], number]>(
      `DELETE FROM search WHERE id IN (
         SELECT id FROM search WHERE created_at < $1 AND status <> 'searching'
          ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [before, limit],
    );
    return count;
  }

  async requestScoring(
    id: string,
    jobId: string,
    { qualityProfileId, qualityPreference }: ChosenProfile,
  ): Promise<void> {
    await this.rows.update({ id }, { scoringJobId: jobId, qualityProfileId, qualityPreference });
  }

  /** Leaves a scoring that was asked for in the meantime. */
  async markScored(id: string, jobId: string, scorer: Scorer, note: string | null): Promise<void> {
    await this.rows.update({ id, scoringJobId: jobId }, { scoringJobId: null, scorer, scorerNote: note });
  }

  /** Oldest deadline first. */
  listOpen(limit: number): Promise<Search[]> {
    return this.rows.find({
      where: { status: SearchStatus.Searching },
      order: { deadlineAt: 'ASC' },
      take: limit,
    });
  }

  listAwaitingScoring(limit: number): Promise<Search[]> {
    return this.rows
      .createQueryBuilder('search')
      .where('search.scoringJobId IS NOT NULL')
      .orderBy('search.id')
      .limit(limit)
      .getMany();
  }
}
