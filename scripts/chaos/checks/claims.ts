import type { PostgresServer } from '../system/postgres-server.js';

/** Every change of hands of a download, noted by the database itself. */
const INSTALL = `
  CREATE TABLE chaos_claim (
    id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz NOT NULL DEFAULT clock_timestamp(),
    download_id uuid NOT NULL, from_worker uuid, to_worker uuid, lease_until timestamptz);
  CREATE FUNCTION chaos_note_claim() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO chaos_claim (download_id, from_worker, to_worker, lease_until)
    VALUES (NEW.id, OLD.worker_id, NEW.worker_id, OLD.lease_until);
    RETURN NEW;
  END $$;
  CREATE TRIGGER chaos_claims AFTER UPDATE ON download FOR EACH ROW
    WHEN (OLD.worker_id IS DISTINCT FROM NEW.worker_id) EXECUTE FUNCTION chaos_note_claim();`;

const SUMMARY = `
  SELECT count(*) FILTER (WHERE to_worker IS NOT NULL)::int AS claims,
         count(*) FILTER (WHERE from_worker IS NOT NULL AND to_worker IS NOT NULL AND lease_until > at)::int AS robberies
    FROM chaos_claim`;

export interface ClaimSummary {
  readonly claims: number;
  /** Downloads that a worker took while another one's lease still held. */
  readonly robberies: number;
}

export async function watchClaims(postgres: PostgresServer): Promise<void> {
  await postgres.query(INSTALL);
}

export async function summarizeClaims(postgres: PostgresServer): Promise<ClaimSummary> {
  const [summary] = await postgres.query<{ claims: number; robberies: number }>(SUMMARY);
  return summary ?? { claims: 0, robberies: 0 };
}
