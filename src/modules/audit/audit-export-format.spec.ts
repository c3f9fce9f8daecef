import { EXPORT_WRITERS, csvField } from './audit-export-format.js';
import type { AuditRow } from './audit-records.repository.js';

const ROW: AuditRow = {
  ordinal: '7',
  position: 3,
  id: '550e8400-e29b-41d4-a716-446655440000',
  timestamp: '2026-02-15T15:28:37.000001Z',
  user_id: null,
  action: 'download_started',
  resource: 'download',
  resource_id: '=HYPERLINK("http://x")',
  old_value: null,
  new_value: { title: 'A "b"\nc' },
  ip_address: '::1',
  user_agent: null,
  request_id: null,
  previous_hash: 'aa',
  hash: 'bb',
};

describe('csvField', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '|calc', '＝1'])('disarms %j', (text) => {
    expect(csvField(text)).toBe(`"'${text}"`);
  });

  it('quotes what needs it and leaves nothing for null', () => {
    expect(csvField('a "b", c\r\nd')).toBe('"a ""b"", c\r\nd"');
    expect(csvField(null)).toBe('');
    expect(csvField(-1)).toBe('"-1"');
    expect(csvField({ a: 1 })).toBe('"{""a"":1}"');
  });
});

describe('the writers', () => {
  it('write one line of JSON per row', () => {
    const line = EXPORT_WRITERS.ndjson.line(ROW);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    const { ordinal, ...shown } = ROW;
    expect(ordinal).toBe('7');
    expect(JSON.parse(line)).toEqual(shown);
  });

  it('write as many CSV fields as the header names', () => {
    expect(EXPORT_WRITERS.csv.header.split(',')).toHaveLength(14);
    expect(EXPORT_WRITERS.csv.line(ROW)).toContain(`"'=HYPERLINK(""http://x"")"`);
  });
});
