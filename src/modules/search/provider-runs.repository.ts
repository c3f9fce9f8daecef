import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { JsonTable } from './json-table.js';
import { ProviderRun, ProviderRunStatus } from './provider-run.entity.js';
import { Search } from './search.entity.js';

const OPEN = In([ProviderRunStatus.Pending, ProviderRunStatus.Running]);

/** How a run ended. */
export interface RunOutcome {
  readonly status: Exclude<ProviderRunStatus, 'pending' | 'running'>;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** Whether another search's asking gave the answer. */
  readonly isShared?: boolean;
}

@Injectable()
export class ProviderRunsRepository {
  private runJson: JsonTable<ProviderRun> | undefined;
  private searchJson: JsonTable<Search> | undefined;

  constructor(private readonly uow: UnitOfWork) {}

  private get runTable(): JsonTable<ProviderRun> {
    return (this.runJson ??= new JsonTable(this.uow, ProviderRun));
  }

  private get searchTable(): JsonTable<Search> {
    return (this.searchJson ??= new JsonTable(this.uow, Search));
  }

  private get rows() {
    return this.uow.repository(ProviderRun);
  }

  /** A run with the search that it belongs to, in one statement: searches wait for it. */
  async findWithSearch(id: string): Promise<{ run: ProviderRun; search: Search } | null> {
    const [row] = await this.uow.manager.query<Array<{ run: object; search: object }>>(
      `SELECT ${this.runTable.select('r')} AS run, ${this.searchTable.select('s')} AS search
         FROM search_provider_run r JOIN search s ON s.id = r.search_id WHERE r.id = $1`,
      [id],
    );
    return row ? { run: this.runTable.read(row.run), search: this.searchTable.read(row.search) } : null;
  }

  async listOf(searchId: string): Promise<ProviderRun[]> {
    const rows = await this.uow.manager.query<Array<{ run: object }>>(
      `SELECT ${this.runTable.select('r')} AS run FROM search_provider_run r WHERE r.search_id = $1 ORDER BY r.provider`,
      [searchId],
    );
    return rows.map(({ run }) => this.runTable.read(run));
  }

  listOpen(searchId: string): Promise<ProviderRun[]> {
    return this.rows.find({ where: { searchId, status: OPEN }, order: { provider: 'ASC' } });
  }

  /** Nothing happens when it has ended. One that runs already is taken again: its worker may have died. */
  async markRunning(id: string, at: Date): Promise<void> {
    await this.uow.manager.query(
      `UPDATE search_provider_run SET status = 'running', started_at = $2
        WHERE id = $1 AND status IN ('pending', 'running')`,
      [id, at],
    );
  }

  /** False when it had ended before. */
  async end({ id, startedAt }: ProviderRun, outcome: RunOutcome, at: Date): Promise<boolean> {
    const { status, errorCode, errorMessage, isShared } = outcome;
    const [, count] = await this.uow.manager.query<[object[], number]>(
      `UPDATE search_provider_run SET status = $2, error_code = $3, error_message = $4,
         is_shared = coalesce($5, is_shared), ended_at = $6,
         started_at = coalesce(started_at, $7)
        WHERE id = $1 AND status IN ('pending', 'running')`,
      [id, status, errorCode, errorMessage, isShared ?? null, at, startedAt],
    );
    return count > 0;
  }

  async endOpen(searchId: string, outcome: RunOutcome, at: Date): Promise<void> {
    await this.rows.update({ searchId, status: OPEN }, { ...outcome, endedAt: at });
  }
}
