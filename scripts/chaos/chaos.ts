/**
 * `npm run chaos`: downloads torrents, files and galleries on two workers while processes are killed, services restarted,
 * connections cut and the disk filled, then checks that every byte is there, once. Exit code 1 when something is not.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CleanUp } from '../demo/clean-up.js';
import { USAGE, readOptions } from './options.js';
import type { ChaosOptions } from './options.js';
import { renderResult } from './report.js';
import { runChaos } from './run.js';

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
const cleanUp = new CleanUp();

async function main(options: ChaosOptions): Promise<number> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-chaos-'));
  // The account of the embedded PostgreSQL must get to its files.
  await chmod(directory, 0o755);
  if (!options.keeps) cleanUp.add(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const result = await runChaos(directory, options, cleanUp, say);
  process.stdout.write(options.isJson ? `${JSON.stringify(result)}\n` : renderResult(result));
  if (options.keeps) say(`Kept: ${directory}`);
  return result.problems.length === 0 ? 0 : 1;
}

function interrupt(): void {
  const end = () => process.exit(130);
  cleanUp.run().then(end, end);
}

let options: ChaosOptions;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n${USAGE}\n`);
  process.exit(2);
}
process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
const exitCode = await main(options).catch((error: unknown) => {
  process.stderr.write(`The run came to nothing: ${messageOf(error)}\n`);
  return 1;
});
await cleanUp.run().catch((error: unknown) => {
  process.stderr.write(`Not everything could be removed: ${messageOf(error)}\n`);
});
process.exit(exitCode);
