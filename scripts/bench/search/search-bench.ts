import { parseArgs } from 'node:util';
import { startBenchSystem } from './bench-system.js';
import { HEADING, spreadOf, toLine } from './figures.js';
import {
  CROWD,
  HANGING,
  INDEXERS,
  SIZE,
  WARM_UP,
  measureCrowd,
  measureHanging,
  measureSingle,
} from './scenarios.js';
import type { Figures } from './scenarios.js';

const DEFAULT_SEARCHES = 200;

/** `npm run bench -- search [--searches 200] [--json]`: what a search costs beyond its providers. */
export async function benchSearch(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { searches: { type: 'string' }, json: { type: 'boolean' } },
  });
  const searches = Number(values.searches ?? DEFAULT_SEARCHES);
  if (!Number.isInteger(searches) || searches < 1)
    throw new Error('--searches must be a whole number from 1');
  const system = await startBenchSystem(INDEXERS);
  try {
    const results: Record<string, Figures> = {};
    const run = async (scenario: string, measure: () => Promise<Figures>, count: number) => {
      const before = await system.usedCpuMs();
      const figures = await measure();
      const after = await system.usedCpuMs();
      results[scenario] = {
        ...figures,
        'processor time of the API for each search': spreadOf([(after.api - before.api) / count]),
        'processor time of the worker for each search': spreadOf([(after.worker - before.worker) / count]),
      };
      if (values.json !== true) process.stdout.write(toTable(scenario, results[scenario]));
    };
    await run(
      `${searches} searches, one after the other, of ${SIZE.providers} providers with ${SIZE.offers} offers`,
      () => measureSingle(system, searches),
      searches + WARM_UP,
    );
    await run(
      '5 searches with a provider that never answers',
      () => measureHanging(system),
      HANGING.searches,
    );
    await run(
      '100 searches at once, from 10 people',
      () => measureCrowd(system),
      CROWD.people * CROWD.searchesEach,
    );
    if (values.json === true) process.stdout.write(`${JSON.stringify(results)}\n`);
  } finally {
    await system.stop();
  }
}

const toTable = (scenario: string, figures: Figures): string => {
  const lines = Object.entries(figures).map(([name, spread]) => toLine(name, spread));
  return `\n${scenario} (ms)\n${HEADING}${lines.join('')}`;
};
