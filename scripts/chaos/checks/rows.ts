import type { PostgresServer } from '../system/postgres-server.js';

/** What the table says of a download. */
export interface DownloadRow {
  readonly id: string;
  readonly state: string;
  readonly waits_for: string | null;
  readonly worker_id: string | null;
  readonly has_directory: boolean;
  readonly attempts: number;
  readonly retries: number;
  readonly error_code: string | null;
  readonly error_message: string | null;
}

const ROWS = `
  SELECT id, state, waits_for, worker_id, has_directory, attempts, retries, error_code, error_message
    FROM download ORDER BY created_at`;

export const rowsOf = (postgres: PostgresServer): Promise<DownloadRow[]> => postgres.query<DownloadRow>(ROWS);

const HOPELESS = new Set(['failed', 'cancelled', 'skipped', 'paused']);

/** Whether nothing more will come of it. */
export const isHopeless = ({ state }: DownloadRow): boolean => HOPELESS.has(state);

/** Whether it is in the library, and nobody is busy with it any more. */
export const isSettled = ({ state, worker_id, has_directory }: DownloadRow): boolean =>
  state === 'completed' && worker_id === null && !has_directory;
