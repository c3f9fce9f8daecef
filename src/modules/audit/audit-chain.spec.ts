import { GENESIS, nextPoint } from './audit-chain.js';
import type { ChainedRow } from './audit-chain.js';

const ROW: ChainedRow = {
  id: '550e8400-e29b-41d4-a716-446655440000',
  user_id: null,
  action: 'download_started',
  resource: 'download',
  resource_id: 'a',
  old_value: null,
  new_value: { status: 'pending' },
  ip_address: '192.168.1.100',
  user_agent: null,
  request_id: null,
  timestamp: '2026-02-15T15:28:37.000001Z',
};

describe('nextPoint', () => {
  it('never changes: hashes that are stored must stay right', () => {
    expect(nextPoint(GENESIS, ROW)).toEqual({
      position: 1,
      hash: '25d2ac49ef64e0f2b8f6ef7d5b5a1401d3a4bd960919e8fc585b257afd753b48',
    });
  });

  it.each(Object.keys(ROW))('depends on %s', (column) => {
    const changed = { ...ROW, [column]: column.endsWith('_value') ? { other: 1 } : 'other' };
    expect(nextPoint(GENESIS, changed).hash).not.toBe(nextPoint(GENESIS, ROW).hash);
  });

  it('depends on the place and on everything before', () => {
    const other = { ...GENESIS, hash: 'f'.repeat(64) };
    expect(nextPoint(other, ROW).hash).not.toBe(nextPoint(GENESIS, ROW).hash);
    expect(nextPoint({ ...GENESIS, position: 1 }, ROW).hash).not.toBe(nextPoint(GENESIS, ROW).hash);
  });
});
