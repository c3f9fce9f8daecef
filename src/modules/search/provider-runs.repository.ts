import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { ProviderRun, ProviderRunStatus } from './provider-run.entity.js';

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
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(ProviderRun);
  }

  async insert(runs: ProviderRun[]): Promise<void> {
    await this.rows.insert(runs);
  }

  findById(id: string): Promise<ProviderRun | null> {
    return this.rows.findOneBy({ id });
  }

  listOf(searchId: string): Promise<ProviderRun[]> {
    return this.rows.find({ where: { searchId }, order: { provider: 'ASC' } });
  }

  listOpen(searchId: string): Promise<ProviderRun[]> {
    return this.rows.find({ where: { searchId, status: OPEN }, order: { provider: 'ASC' } });
  }

  hasOpen(searchId: string): Promise<boolean> {
    return this.rows.existsBy({ searchId, status: OPEN });
  }

  /** Nothing happens when it has ended. One that runs already is taken again: its worker may have died. */
  async markRunning(id: string, at: Date): Promise<void> {
    await this.rows.update({ id, status: OPEN }, { status: ProviderRunStatus.Running, startedAt: at });
  }

  /** False when it had ended before. */
  async end(id: string, outcome: RunOutcome, at: Date): Promise<boolean> {
    const { affected } = await this.rows.update({ id, status: OPEN }, { ...outcome, endedAt: at });
    return Boolean(affected);
  }

  async endOpen(searchId: string, outcome: RunOutcome, at: Date): Promise<void> {
    await this.rows.update({ searchId, status: OPEN }, { ...outcome, endedAt: at });
  }

  async refreshResultCount(searchId: string, provider: string): Promise<void> {
    await this.uow.manager.query(
      `UPDATE search_provider_run SET result_count =
         (SELECT count(*) FROM search_source WHERE search_id = $1 AND $2 = ANY(found_by))
        WHERE search_id = $1 AND provider = $2`,
      [searchId, provider],
    );
  }
}
