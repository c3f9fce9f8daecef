import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

const CHUNK_BYTES = 1024 * 1024;

// Imports nothing of ours, so that it also runs where only the sources are there.
const { path, algorithms }: { path: string; algorithms: string[] } = workerData;
const hashes = algorithms.map((algorithm) => createHash(algorithm));
const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
const file = openSync(path, 'r');
try {
  for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk))
    for (const hash of hashes) hash.update(chunk.subarray(0, length));
} finally {
  closeSync(file);
}
parentPort?.postMessage(hashes.map((hash) => hash.digest('hex')));
