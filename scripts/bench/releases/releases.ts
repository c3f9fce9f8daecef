import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench } from '../bench.js';
import { isComparedField, measure } from './measure.js';
import type { Accuracy } from './measure.js';
import { readRows } from './rows.js';

/** Beside the checkout; npm runs scripts in the project's root. */
export const RELEASE_VECTORS = path.join('..', 'shared', 'contracts', 'releases', 'releases.jsonl');

const WRONG_USE = 2;

/** How well release names are understood: right answers by field, and the time for one name. */
export const releasesBench: Bench = {
  usage: 'releases [--file F] [--json] [--misses FIELD]',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: { file: { type: 'string' }, json: { type: 'boolean' }, misses: { type: 'string' } },
    });
    const file = path.resolve(values.file ?? RELEASE_VECTORS);
    if (!existsSync(file)) return refuse(`There is no file ${file}; name one with --file.`);
    const accuracy = measure(await readRows(file));
    if (values.misses !== undefined) return printMisses(accuracy, values.misses);
    process.stdout.write(values.json === true ? `${jsonOf(file, accuracy)}\n` : tableOf(file, accuracy));
    return 0;
  },
};

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return WRONG_USE;
}

const jsonOf = (file: string, { rows, microseconds, fields }: Accuracy): string =>
  JSON.stringify({ bench: 'releases', file, rows, mean_us: microseconds, fields });

function tableOf(file: string, { rows, microseconds, fields }: Accuracy): string {
  const lines = Object.entries(fields).map(
    ([field, { asserted, right, percent }]) =>
      `${field.padEnd(18)}${String(asserted).padStart(8)}${String(right).padStart(8)}${percent.toFixed(2).padStart(9)}`,
  );
  const head = `${'field'.padEnd(18)}${'asserted'.padStart(8)}${'right'.padStart(8)}${'%'.padStart(9)}`;
  return [`${rows} names of ${file}`, head, ...lines, `mean ${microseconds.toFixed(1)} µs a name`, ''].join(
    '\n',
  );
}

function printMisses({ misses }: Accuracy, field: string): number {
  if (!isComparedField(field)) return refuse(`There is no field ${field}.`);
  for (const { name, expected, answer } of misses.get(field) ?? []) {
    process.stdout.write(`${name}\n  expected ${JSON.stringify(expected)}, got ${JSON.stringify(answer)}\n`);
  }
  return 0;
}
