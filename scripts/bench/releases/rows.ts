import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const numbers = z.array(z.number());

const expectation = z.object({
  title: z.string().nullable().optional(),
  year: z.number().nullable().optional(),
  season: numbers.optional(),
  episode: numbers.optional(),
  absolute_episode: numbers.optional(),
  date: z.string().nullable().optional(),
  resolution: z.string().nullable().optional(),
  source: z.string().nullable().optional(),
  codec: z.string().nullable().optional(),
  group: z.string().nullable().optional(),
  proper: z.boolean().optional(),
  remux: z.boolean().optional(),
  full_season: z.boolean().optional(),
  reject: z.boolean().optional(),
});

const row = z.object({
  name: z.string(),
  expect: expectation,
  disputed: z.record(z.string(), z.unknown()).optional(),
});

/** What is asserted of a name. A field that is absent is not asserted; null asserts that there is none. */
export type Expectation = z.infer<typeof expectation>;
export type ReleaseRow = z.infer<typeof row>;

const LIST_COLUMNS = new Set(['season', 'episode', 'absolute_episode']);
const NUMBER_COLUMNS = new Set(['year']);

/** Reads rows of JSON lines, or of the flat form with tabs when the name ends in `.tsv`. Throws on rows of another shape. */
export async function readRows(file: string): Promise<ReleaseRow[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  if (!file.endsWith('.tsv')) return lines.map((line) => row.parse(JSON.parse(line)));
  const [header = '', ...rest] = lines;
  const columns = header.split('\t');
  return rest.map((line) => row.parse(flatRow(columns, line.split('\t'))));
}

/** An empty cell asserts nothing, `\N` asserts none. */
function flatRow(columns: string[], cells: string[]): unknown {
  const known = columns.flatMap((column, index) => {
    const cell = cells[index] ?? '';
    return cell === '' ? [] : [[column, cellValue(column, cell)] as const];
  });
  const { name, ...expect } = Object.fromEntries(known);
  return { name, expect };
}

function cellValue(column: string, cell: string): unknown {
  const isNone = cell === '\\N' || cell === '-';
  if (LIST_COLUMNS.has(column)) return isNone ? [] : cell.split(',').map(Number);
  if (cell === '\\N') return null;
  return NUMBER_COLUMNS.has(column) ? Number(cell) : cell;
}
