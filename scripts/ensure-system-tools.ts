/** Installs or names the programs that Sokoul needs and npm can't bring; `npm start` does the same by itself. */
import { ensureSystemTools } from '../src/standalone/system-tools.js';
import { startupLine } from '../src/standalone/startup-line.js';

const print = (line: string) => process.stdout.write(`${line}\n`);

try {
  const { redisServer } = await ensureSystemTools({ log: print, announce: print });
  print(`Found ${redisServer}`);
} catch (error) {
  process.stderr.write(`${startupLine(error)}\n`);
  process.exitCode = 1;
}
