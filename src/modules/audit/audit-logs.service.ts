import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../../common/errors/common.errors.js';
import type { AuditFilter } from './audit-filter.js';
import { AuditRecordsRepository } from './audit-records.repository.js';
import type { AuditRow } from './audit-records.repository.js';

/** Reading of the trail. */
@Injectable()
export class AuditLogsService {
  constructor(private readonly records: AuditRecordsRepository) {}

  /** Newest first, and how many there are in all. */
  async list(filter: AuditFilter, offset: number, limit: number): Promise<[AuditRow[], number]> {
    return [await this.records.list(filter, offset, limit), await this.records.count(filter)];
  }

  async getById(id: string): Promise<AuditRow> {
    const row = await this.records.findById(id);
    if (!row) throw new NotFoundError('Audit log', id);
    return row;
  }
}
