/**
 * `npm run bench -- <name> [options]`: measures one part of the product. Without a name it lists what there is.
 */
import { errorText } from './error-text.js';
import { releasesBench } from './releases/releases.js';

/** One bench. `run` prints its findings and answers with the exit code: 0 done, 2 when it can't run here. */
export interface Bench {
  readonly usage: string;
  run(args: string[]): Promise<number>;
}

/** Loaded when asked for: the others start whole systems. */
const BENCHES: Readonly<Record<string, Bench>> = {
  releases: releasesBench,
  catalogue: {
    usage: 'catalogue [--rows N] [--times N] [--json]',
    run: async (args) => done((await import('./catalogue/catalogue.js')).runCatalogueBench(args)),
  },
  search: {
    usage: 'search [--searches N] [--json]',
    run: async (args) => done((await import('./search/search-bench.js')).benchSearch(args)),
  },
  downloads: {
    usage: 'downloads [--queued 1000] [--active 100] [--rounds 6] [--json]',
    run: async (args) => (await import('./downloads/downloads-bench.js')).benchDownloads(args),
  },
};

const done = (bench: Promise<void>): Promise<number> => bench.then(() => 0);

function usage(): string {
  const lines = Object.values(BENCHES).map((bench) => `  npm run bench -- ${bench.usage}`);
  return ['Usage:', ...lines, ''].join('\n');
}

async function main([name = '', ...args]: string[]): Promise<number> {
  const bench = BENCHES[name];
  if (bench) return bench.run(args);
  process.stderr.write(name === '' ? usage() : `There is no bench named ${name}.\n${usage()}`);
  return 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = 1;
}
