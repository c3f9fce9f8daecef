import type { DownloadFinding, Findings } from './checks/findings.js';
import type { Occurrence } from './faults/storm.js';

export interface ChaosResult extends Findings {
  readonly seed: number;
  readonly seconds: number;
  readonly servers: string;
  readonly occurrences: readonly Occurrence[];
  /** Processes that ended without being killed. */
  readonly crashes: number;
  readonly skipped: readonly string[];
}

const BYTES_A_MEGABYTE = 1_000_000;
const megabytes = (bytes: number) => (bytes / BYTES_A_MEGABYTE).toFixed(1);

/** The tally, for people. */
export function renderResult(result: ChaosResult): string {
  const { downloads, occurrences, problems, claims, looks, crashes, skipped, seed, seconds } = result;
  const kinds = [...new Set(downloads.map(({ kind }) => kind))];
  const happened = table([
    ['what was done', 'times'],
    ...countByName(occurrences).map(([name, count]) => [name, String(count)]),
  ]);
  const arrived = table([
    ['kind', 'downloads', 'right', 'runs', 'interruptions', 'MB', 'MB served', 'MB twice', 'MB allowed'],
    ...kinds.map((kind) =>
      rowOf(
        kind,
        downloads.filter((one) => one.kind === kind),
      ),
    ),
    rowOf('all', downloads),
  ]);
  return [
    `Seed ${seed}, ${seconds.toFixed(0)} s; ${result.servers}`,
    '',
    ...happened,
    '',
    ...arrived,
    '',
    `${claims} claims, none by two workers at once unless said below; ${looks} looks at open files`,
    `${crashes} processes ended by themselves and were started again`,
    ...skipped,
    ...(problems.length === 0 ? ['All is well.'] : ['', 'PROBLEMS', ...problems.map((one) => `- ${one}`)]),
    '',
  ].join('\n');
}

/** Those that did something first; what could not be done is said, too. */
function countByName(occurrences: readonly Occurrence[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { name, what, error } of occurrences) {
    const label = error !== null ? `${name} (failed)` : what === null ? `${name} (nothing there)` : name;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}

function rowOf(label: string, downloads: readonly DownloadFinding[]): string[] {
  const sum = (pick: (one: DownloadFinding) => number) => downloads.reduce((all, one) => all + pick(one), 0);
  return [
    label,
    String(downloads.length),
    String(downloads.filter(({ isRight, state }) => isRight && state === 'completed').length),
    String(sum(({ attempts }) => attempts)),
    String(sum(({ traffic }) => traffic.interruptions)),
    megabytes(sum(({ traffic }) => traffic.payloadBytes)),
    megabytes(sum(({ traffic }) => traffic.servedBytes)),
    megabytes(sum(({ traffic }) => traffic.twiceBytes)),
    megabytes(sum(({ traffic }) => traffic.allowedBytes)),
  ];
}

/** The first column to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  );
}
