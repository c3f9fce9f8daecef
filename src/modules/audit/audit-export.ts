import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { EXPORT_WRITERS } from './audit-export-format.js';
import type { AuditExportFormat } from './audit-export-format.js';
import { filterFacts } from './audit-filter.js';
import type { AuditFilter } from './audit-filter.js';
import { AuditLog } from './audit-log.js';
import { AuditRecordsRepository } from './audit-records.repository.js';

const BATCH_SIZE = 500;

export interface AuditExportStream {
  readonly contentType: string;
  readonly body: Readable;
}

/** The trail as a stream, oldest first: one batch is read when the one before has been taken. Itself audited. */
@Injectable()
export class AuditExport {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly records: AuditRecordsRepository,
    private readonly audit: AuditLog,
  ) {}

  async open(filter: AuditFilter, format: AuditExportFormat): Promise<AuditExportStream> {
    const last = await this.records.lastOrdinal();
    await this.uow.run(() =>
      this.audit.record({
        action: 'audit_logs_exported',
        resource: 'audit_log',
        newValue: { format, ...filterFacts(filter) },
      }),
    );
    const { contentType } = EXPORT_WRITERS[format];
    return { contentType, body: Readable.from(this.chunks(filter, format, last), { objectMode: false }) };
  }

  private async *chunks(
    filter: AuditFilter,
    format: AuditExportFormat,
    last: string,
  ): AsyncGenerator<string> {
    const { header, line } = EXPORT_WRITERS[format];
    if (header) yield header;
    let after = '0';
    for (;;) {
      const rows = await this.records.between(filter, after, last, BATCH_SIZE);
      const newest = rows.at(-1);
      if (!newest) return;
      yield rows.map(line).join('');
      after = newest.ordinal;
    }
  }
}
