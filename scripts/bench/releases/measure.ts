import { parseReleaseName } from '../../../src/modules/search/release/release-name.js';
import { COMPARED, isRight } from './compare.js';
import type { ComparedField } from './compare.js';
import type { ReleaseRow } from './rows.js';

export interface FieldAccuracy {
  /** Rows that say what the field should be. */
  readonly asserted: number;
  readonly right: number;
  readonly percent: number;
}

export interface Miss {
  readonly name: string;
  readonly expected: unknown;
  readonly answer: unknown;
}

export interface Accuracy {
  readonly rows: number;
  /** Mean time for one name, in microseconds. */
  readonly microseconds: number;
  readonly fields: Readonly<Partial<Record<ComparedField, FieldAccuracy>>>;
  /** What was answered wrongly, by field. */
  readonly misses: ReadonlyMap<ComparedField, Miss[]>;
}

const FIELDS: readonly ComparedField[] = [
  'title',
  'group',
  'year',
  'season',
  'episode',
  'resolution',
  'source',
  'codec',
  'absolute_episode',
  'date',
  'proper',
  'remux',
  'full_season',
  'reject',
];

export const isComparedField = (name: string): name is ComparedField => Object.hasOwn(COMPARED, name);

/** Parses every name and compares what it says with what the rows assert. */
export function measure(rows: readonly ReleaseRow[]): Accuracy {
  const misses = new Map<ComparedField, Miss[]>(FIELDS.map((field) => [field, []]));
  const asserted = new Map<ComparedField, number>(FIELDS.map((field) => [field, 0]));
  let nanoseconds = 0n;
  for (const row of rows) {
    const start = process.hrtime.bigint();
    const parsed = parseReleaseName(row.name);
    nanoseconds += process.hrtime.bigint() - start;
    for (const field of FIELDS) {
      const expected = row.expect[field];
      if (expected === undefined || row.disputed?.[field] !== undefined) continue;
      asserted.set(field, (asserted.get(field) ?? 0) + 1);
      const answer = COMPARED[field](parsed);
      if (!isRight(field, expected, answer)) misses.get(field)?.push({ name: row.name, expected, answer });
    }
  }
  return {
    rows: rows.length,
    microseconds: rows.length === 0 ? 0 : round(Number(nanoseconds) / rows.length / 1000),
    fields: Object.fromEntries(
      FIELDS.flatMap((field) => accuracyOf(field, asserted.get(field) ?? 0, misses.get(field)?.length ?? 0)),
    ),
    misses,
  };
}

function accuracyOf(field: ComparedField, asserted: number, wrong: number): [ComparedField, FieldAccuracy][] {
  if (asserted === 0) return [];
  const right = asserted - wrong;
  return [[field, { asserted, right, percent: round((100 * right) / asserted) }]];
}

const round = (value: number): number => Math.round(value * 100) / 100;
