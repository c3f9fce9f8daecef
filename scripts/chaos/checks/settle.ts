import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresServer } from '../system/postgres-server.js';
import { isHopeless, isSettled, rowsOf } from './rows.js';
import type { DownloadRow } from './rows.js';

const POLL_MS = 500;

/** Waits until every download is settled or hopeless; answers with how the rows are then, or when the time is over. */
export async function settle(postgres: PostgresServer, patienceMs: number): Promise<DownloadRow[]> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const rows = await rowsOf(postgres);
    const isOver = rows.every((row) => isSettled(row) || isHopeless(row));
    if (isOver || performance.now() > deadline) return rows;
    await sleep(POLL_MS);
  }
}
