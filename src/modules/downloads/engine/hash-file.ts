import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Checksum } from './download-source.js';

/** Up to here a thread costs more than it spares. */
const INLINE_BYTES = 1024 * 1024;

type Algorithm = Checksum['algorithm'];

/**
 * The checksums of a file of `sizeBytes`, as lower-case hex digits. Large files are read in a thread of their own, so that
 * nothing else has to wait. Rejects with the signal's reason, and with the error of the file system.
 */
export async function hashFile(
  path: string,
  sizeBytes: number,
  algorithms: readonly Algorithm[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<Algorithm, string>> {
  signal?.throwIfAborted();
  const digests =
    sizeBytes <= INLINE_BYTES
      ? await hashHere(path, algorithms)
      : await hashInThread(path, algorithms, signal);
  return new Map(algorithms.map((algorithm, index) => [algorithm, digests[index] ?? '']));
}

async function hashHere(path: string, algorithms: readonly Algorithm[]): Promise<string[]> {
  const bytes = await readFile(path);
  return algorithms.map((algorithm) => createHash(algorithm).update(bytes).digest('hex'));
}

async function hashInThread(
  path: string,
  algorithms: readonly Algorithm[],
  signal?: AbortSignal,
): Promise<string[]> {
  // The compiled file beside the compiled one, the source beside the source.
  const entry = new URL(`./hash-file.thread${extname(import.meta.url)}`, import.meta.url);
  const thread = new Worker(entry, { workerData: { path, algorithms } });
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  const onAbort = () => reject(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  thread.once('message', resolve).once('error', reject);
  thread.once('exit', () => reject(new Error('The thread that computes checksums ended early')));
  try {
    return await promise;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await thread.terminate();
  }
}
