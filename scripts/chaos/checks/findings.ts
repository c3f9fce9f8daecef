import type { RunningDownload } from '../faults/fault.js';
import type { ChaosSystem } from '../system/system.js';
import { summarizeClaims } from './claims.js';
import { compareLibrary, leftoversIn } from './library.js';
import type { OpenFiles } from './open-files.js';
import { isSettled } from './rows.js';
import type { DownloadRow } from './rows.js';
import { trafficOf } from './served-twice.js';
import type { Traffic } from './served-twice.js';

export interface DownloadFinding {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly state: string;
  readonly isRight: boolean;
  readonly attempts: number;
  readonly traffic: Traffic;
}

export interface Findings {
  readonly downloads: readonly DownloadFinding[];
  readonly claims: number;
  readonly looks: number;
  /** What must not be, one line each. Empty when all is well. */
  readonly problems: readonly string[];
}

/** Holds what there is against what must be. */
export async function examine(
  system: ChaosSystem,
  downloads: readonly RunningDownload[],
  rows: readonly DownloadRow[],
  openFiles: OpenFiles,
): Promise<Findings> {
  const problems: string[] = [];
  const payloads = downloads.flatMap(({ source }) => source.payloads);
  const { right, wrong } = await compareLibrary(system.libraryDirectory, payloads);
  const found: DownloadFinding[] = [];
  for (const { id, source } of downloads) {
    const row = rows.find((one) => one.id === id);
    if (!row) {
      problems.push(`${source.name}: its row is lost`);
      continue;
    }
    const isRight = source.payloads.every((payload) => right.has(payload));
    const traffic = trafficOf(source, row);
    const { name, kind } = source;
    found.push({ id, kind, name, state: row.state, isRight, attempts: row.attempts, traffic });
    if (!isSettled(row)) problems.push(`${name}: ${describe(row)}`);
    if (!isRight) problems.push(`${name}: not in the library as it was sent`);
    if (traffic.twiceBytes > traffic.allowedBytes)
      problems.push(`${name}: ${traffic.twiceBytes} bytes came twice, ${traffic.allowedBytes} may`);
  }
  const { claims, robberies } = await summarizeClaims(system.postgres);
  if (robberies > 0)
    problems.push(`${robberies} times a download was taken while another worker's lease held`);
  problems.push(...openFiles.doubles.map((double) => `Open in two workers: ${double}`));
  problems.push(...wrong.map((file) => `Nobody asked for this file of the library: ${file}`));
  const leftovers = await leftoversIn(system.downloadsDirectory);
  problems.push(...leftovers.map((entry) => `Left behind among unfinished downloads: ${entry}`));
  return { downloads: found, claims, looks: openFiles.looks, problems };
}

const describe = (row: DownloadRow): string =>
  [
    `stuck in ${row.state}`,
    row.waits_for && `waits for ${row.waits_for}`,
    row.worker_id && 'a worker holds it',
    row.has_directory && 'its directory is there',
    row.error_code && `${row.error_code} (${row.error_message})`,
    `${row.attempts} attempts, ${row.retries} retries`,
  ]
    .filter(Boolean)
    .join(', ');
