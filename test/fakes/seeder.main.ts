import { runAsProcess } from './run-as-process.js';
import type { SeederFacts, SeederOptions } from './seeder.js';
import { startSeeder } from './seeder.js';

await runAsProcess(async (options: SeederOptions) => {
  const { infoHash, magnetUri, peerPort, torrentPath, close } = await startSeeder(options);
  const facts: SeederFacts = { infoHash, magnetUri, peerPort, torrentPath };
  return { facts, close };
});
