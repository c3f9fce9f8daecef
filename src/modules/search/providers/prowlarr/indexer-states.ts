import type { ProwlarrIndexer, ProwlarrStatus } from './prowlarr-answers.js';

/** An indexer that gave nothing, and why. */
export interface SilentIndexer {
  readonly name: string;
  readonly reason: string;
}

export const nameOf = ({ id, name }: ProwlarrIndexer): string => name ?? `indexer ${id}`;

/** Until when Prowlarr leaves an indexer alone after failures; null when it does not. */
export function pausedUntil(status: ProwlarrStatus | undefined, now: Date): Date | null {
  const time = Date.parse(status?.disabledTill ?? '');
  return time > now.getTime() ? new Date(time) : null;
}

export const pausedReason = (until: Date): string => `paused until ${until.toISOString().slice(0, 16)}Z`;

/**
 * Prowlarr hides failures behind empty lists. An indexer that found nothing has failed when Prowlarr notes a failure of
 * it that it had not noted before.
 */
export function hiddenFailures(
  empty: readonly ProwlarrIndexer[],
  before: readonly ProwlarrStatus[],
  after: readonly ProwlarrStatus[],
): SilentIndexer[] {
  const failureOf = (statuses: readonly ProwlarrStatus[], id: number) =>
    statuses.find(({ indexerId }) => indexerId === id)?.mostRecentFailure ?? null;
  return empty
    .filter(({ id }) => failureOf(after, id) !== null && failureOf(after, id) !== failureOf(before, id))
    .map((indexer) => ({ name: nameOf(indexer), reason: 'failed' }));
}

/** `A (failed), B (paused until …)`, cut short where there are many. */
export function listSilent(silent: readonly SilentIndexer[]): string {
  const MOST = 5;
  const named = silent.slice(0, MOST).map(({ name, reason }) => `${name} (${reason})`);
  return silent.length > MOST ? `${named.join(', ')} and ${silent.length - MOST} more` : named.join(', ');
}
