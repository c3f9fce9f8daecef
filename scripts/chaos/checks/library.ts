import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Payload } from '../world/payload.js';

export interface LibraryFindings {
  readonly right: ReadonlySet<Payload>;
  /** Files that nobody asked for, twice there, or not as they were sent. */
  readonly wrong: readonly string[];
}

/** Compares every file below the directory with what was to arrive. */
export async function compareLibrary(
  directory: string,
  payloads: readonly Payload[],
): Promise<LibraryFindings> {
  const expected = new Map(payloads.map((payload) => [payload.sha256, payload]));
  const right = new Set<Payload>();
  const wrong: string[] = [];
  for (const file of await filesBelow(directory)) {
    const payload = expected.get(await sha256Of(file));
    if (payload && !right.has(payload)) right.add(payload);
    else wrong.push(path.relative(directory, file));
  }
  return { right, wrong };
}

/** Whatever still lies in the directory of unfinished downloads. */
export async function leftoversIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true }).catch(() => []);
  return entries.filter((entry) => entry !== '.journal' && !entry.startsWith('.tmp'));
}

async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
