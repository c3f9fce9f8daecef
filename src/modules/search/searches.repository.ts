import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { Search, SearchStatus } from './search.entity.js';
import type { QualityPreference } from './scoring/profiles.js';

export interface ListedSearch {
  readonly search: Search;
  readonly totalResults: number;
}

@Injectable()
export class SearchesRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(Search);
  }

  async insert(search: Search): Promise<void> {
    await this.rows.insert(search);
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
    offset: number,
    limit: number,
  ): Promise<{ items: ListedSearch[]; total: number }> {
    const [searches, total] = await this.rows.findAndCount({
      where: { ownerId },
      order: { createdAt: 'DESC', id: 'DESC' },
      skip: offset,
      take: limit,
    });
    const counts = await this.uow.manager.query<Array<{ search_id: string; total: number }>>(
      'SELECT search_id, count(*)::int AS total FROM search_title WHERE search_id = ANY($1) GROUP BY search_id',
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
  lock(id: string): Promise<Search | null> {
    return this.rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** The same, for its owner only. */
  lockOwned(ownerId: string, id: string): Promise<Search | null> {
    return this.rows.findOne({ where: { id, ownerId }, lock: { mode: 'pessimistic_write' } });
  }

  async markCompleted(id: string, at: Date): Promise<void> {
    await this.rows.update(
      { id, status: SearchStatus.Searching },
      { status: SearchStatus.Completed, completedAt: at },
    );
  }

  async requestScoring(id: string, jobId: string, preference: QualityPreference): Promise<void> {
    await this.rows.update({ id }, { scoringJobId: jobId, qualityPreference: preference });
  }

  /** Leaves a scoring that was asked for in the meantime. */
  async markScored(id: string, jobId: string): Promise<void> {
    await this.rows.update({ id, scoringJobId: jobId }, { scoringJobId: null });
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
