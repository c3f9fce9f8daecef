import type { AuditRow } from './audit-records.repository.js';

export const AuditExportFormat = { Ndjson: 'ndjson', Csv: 'csv' } as const;
export type AuditExportFormat = (typeof AuditExportFormat)[keyof typeof AuditExportFormat];

const COLUMNS = [
  'position',
  'id',
  'timestamp',
  'user_id',
  'action',
  'resource',
  'resource_id',
  'old_value',
  'new_value',
  'ip_address',
  'user_agent',
  'request_id',
  'previous_hash',
  'hash',
] as const satisfies readonly (keyof AuditRow)[];

/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r\n|\uff0b\uff0d\uff1d\uff20]/;

/** A field after RFC 4180, always quoted; a text that a spreadsheet would run gets an apostrophe in front. */
export function csvField(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = typeof value !== 'number' && FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

const ndjsonLine = (row: AuditRow): string =>
  `${JSON.stringify(Object.fromEntries(COLUMNS.map((column) => [column, row[column]])))}\n`;

const csvLine = (fields: readonly unknown[]): string => `${fields.map(csvField).join(',')}\r\n`;

interface Writer {
  readonly contentType: string;
  readonly header: string;
  readonly line: (row: AuditRow) => string;
}

export const EXPORT_WRITERS: Readonly<Record<AuditExportFormat, Writer>> = {
  ndjson: { contentType: 'application/x-ndjson; charset=utf-8', header: '', line: ndjsonLine },
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    header: csvLine(COLUMNS),
    line: (row) => csvLine(COLUMNS.map((column) => row[column])),
  },
};
