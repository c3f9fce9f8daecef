import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { measure } from './measure.js';
import { RELEASE_VECTORS } from './releases.js';
import { readRows } from './rows.js';

const FIXTURES = path.resolve('test/fixtures/releases');
const FLOORS = z
  .record(z.string(), z.record(z.string(), z.number()))
  .parse(JSON.parse(readFileSync(path.join(FIXTURES, 'floors.json'), 'utf8')));

async function shortfalls(file: string, floors: Record<string, number>): Promise<string[]> {
  const fields = new Map<string, { percent: number }>(Object.entries(measure(await readRows(file)).fields));
  return Object.entries(floors)
    .filter(([field, floor]) => (fields.get(field)?.percent ?? 0) < floor)
    .map(([field, floor]) => `${field}: ${fields.get(field)?.percent} < ${floor}`);
}

describe('accuracy of release names', () => {
  it('stays above its floors on the names with a permissive licence', async () => {
    expect(await shortfalls(path.join(FIXTURES, 'releases.jsonl'), FLOORS['mit'] ?? {})).toEqual([]);
  });

  const isThere = existsSync(RELEASE_VECTORS);
  (isThere ? it : it.skip)('stays above its floors on all names (needs ../shared)', async () => {
    expect(await shortfalls(RELEASE_VECTORS, FLOORS['all'] ?? {})).toEqual([]);
  });
});

describe('measure', () => {
  it('scores only what is asserted, and takes either kind of web release where the row leaves it open', () => {
    const { fields, misses } = measure([
      {
        name: 'Show.Name.S01E02.1080p.WEBRip.x264-GRP',
        expect: { source: 'WEB', season: [1], group: 'grp' },
      },
      { name: 'Show.Name.S01E02.1080p', expect: { season: [2], source: null } },
      { name: 'Show.Name.S01E02.1080p', expect: { season: [3] }, disputed: { season: [1, 2] } },
    ]);
    expect(fields.season).toEqual({ asserted: 2, right: 1, percent: 50 });
    expect(fields.source).toEqual({ asserted: 2, right: 2, percent: 100 });
    expect(fields.group?.right).toBe(1);
    expect(fields.title).toBeUndefined();
    expect(misses.get('season')).toEqual([{ name: 'Show.Name.S01E02.1080p', expected: [2], answer: [1] }]);
  });
});
