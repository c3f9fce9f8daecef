import { ValidationError } from '../../../common/errors/common.errors.js';
import { EnumField, IntField, TextField, TimeField, UuidField } from '../../../common/http/fields.js';
import { AuditExportFormat } from '../audit-export-format.js';
import type { AuditFilter } from '../audit-filter.js';

/** Which rows: each field that is given narrows the list. */
export class AuditFilterQuery {
  @UuidField({ optional: true, description: 'Only what this user did' })
  user_id?: string;

  @TextField({ max: 100, optional: true, description: 'Only this action', example: 'user_logged_in' })
  action?: string;

  @TextField({ max: 100, optional: true, description: 'Only this kind of thing', example: 'media' })
  resource?: string;

  @TextField({ max: 200, optional: true, description: 'Only the thing with this id' })
  resource_id?: string;

  @TextField({ max: 64, optional: true, description: 'Only from this address', example: '192.168.1.100' })
  ip_address?: string;

  @TimeField({ optional: true, description: 'Only at this moment or later', example: '2026-02-01T00:00:00Z' })
  from?: string;

  @TimeField({ optional: true, description: 'Only before this moment', example: '2026-03-01T00:00:00Z' })
  to?: string;

  @TextField({
    max: 200,
    trim: true,
    optional: true,
    description:
      'Part of any text of the row, also of the values, in any case. Reads every row that the other filters leave',
  })
  search?: string;
}

const MAX_PAGE = 1_000_000;

export class ListAuditLogsQuery extends AuditFilterQuery {
  @IntField({ min: 1, max: MAX_PAGE, default: 1, description: 'Page number, from 1' })
  page: number = 1;

  @IntField({ min: 1, max: 100, default: 50, description: 'Items per page' })
  limit: number = 50;
}

export class ExportAuditLogsQuery extends AuditFilterQuery {
  @EnumField({
    enum: AuditExportFormat,
    enumName: 'AuditExportFormat',
    default: AuditExportFormat.Ndjson,
    description: 'One JSON object per line, or CSV with a header line',
  })
  format: AuditExportFormat = AuditExportFormat.Ndjson;
}

function moment(field: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new ValidationError(`${field} must be a moment as in RFC 3339`, { field });
  return date;
}

export const toAuditFilter = (query: AuditFilterQuery): AuditFilter => ({
  userId: query.user_id,
  action: query.action,
  resource: query.resource,
  resourceId: query.resource_id,
  ipAddress: query.ip_address,
  from: moment('from', query.from),
  to: moment('to', query.to),
  search: query.search,
});
