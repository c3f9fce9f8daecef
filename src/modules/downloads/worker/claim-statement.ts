import type { DownloadKindName } from '../engine/download-source.js';

/** How long a download belongs to a worker that says nothing. */
export const LEASE_SECONDS = 20;

/** What may be taken now. Counts are of all workers together. */
export interface ClaimRules {
  /** Kinds that this worker can run. */
  readonly kinds: readonly DownloadKindName[];
  readonly atOnce: number;
  readonly perKind: Readonly<Record<DownloadKindName, number>>;
  readonly perUser: number;
  /** Owners whose downloads have to wait. */
  readonly blockedOwners: readonly string[];
  /** Nothing is fetched now: only imports go on. */
  readonly isOnHold: boolean;
}

export const ANYTHING: ClaimRules = {
  kinds: ['torrent', 'http', 'gallery', 'youtube'],
  atOnce: 10_000,
  perKind: { torrent: 10_000, http: 10_000, gallery: 10_000, youtube: 10_000 },
  perUser: 10_000,
  blockedOwners: [],
  isOnHold: false,
};

export const LEASE = `now() + make_interval(secs => ${LEASE_SECONDS})`;
export const IS_FREE = '(d.lease_until IS NULL OR d.lease_until < now())';
export const AT_REST = `speed_bytes_per_sec = 0, eta_seconds = NULL, seeders = 0, leechers = 0, peers = '[]'`;

/** Serialises claims, so that what is counted before taking one is still so afterwards. Until the transaction ends. */
export const LOCK_CLAIMS = `SELECT pg_advisory_xact_lock(hashtextextended('claims of downloads', 0))`;

/** One torrent is never on two workers, nor twice on one: a cancelled or deleted download may still be letting go of it. */
const IS_ELSEWHERE = `(EXISTS (SELECT 1 FROM download o
  WHERE o.identity = d.identity AND o.id <> d.id AND o.lease_until > now())
  OR EXISTS (SELECT 1 FROM download_leftover l WHERE l.identity = d.identity AND l.held_until > now()))`;

/** What runs somewhere now, in all, by owner and by kind. */
export const HELD = `
  held AS MATERIALIZED (
    SELECT owner_id, kind FROM download
     WHERE worker_id IS NOT NULL AND lease_until > now() AND state = 'running'),
  owners AS (SELECT owner_id, count(*) AS running FROM held GROUP BY owner_id),
  kinds AS (SELECT kind, count(*) AS running FROM held GROUP BY kind)`;

export const WITH_COUNTS = `
  LEFT JOIN owners ON owners.owner_id = d.owner_id
  LEFT JOIN kinds ON kinds.kind = d.kind`;

/** $1 worker, $2 the one download or null, $3 kinds, $4 in all, $5 by kind, $6 by owner, $7 blocked owners, $8 on hold. */
export const CLAIM = `
  WITH ${HELD}, elsewhere AS MATERIALIZED (
    SELECT identity FROM download WHERE worker_id IS NOT NULL AND lease_until > now()
    UNION ALL SELECT identity FROM download_leftover WHERE held_until > now()),
  due AS (
    SELECT d.id FROM download d ${WITH_COUNTS}
     WHERE d.desired_state = 'running' AND d.state IN ('pending', 'running', 'importing')
       AND ${IS_FREE} AND NOT EXISTS (SELECT 1 FROM elsewhere WHERE elsewhere.identity = d.identity) AND ($2::uuid IS NULL OR d.id = $2) AND d.kind = ANY($3)
       AND (d.next_attempt_at IS NULL OR d.next_attempt_at <= now())
       AND (d.state = 'importing' OR NOT $8::boolean AND d.owner_id <> ALL($7::uuid[])
            AND (SELECT count(*) FROM held) < $4::integer
            AND coalesce(kinds.running, 0) < ($5::jsonb ->> d.kind)::integer
            AND coalesce(owners.running, 0) < $6::integer)
     ORDER BY d.state = 'importing' DESC, d.priority DESC, coalesce(owners.running, 0), d.created_at, d.id
     LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
  UPDATE download SET worker_id = $1, lease_until = ${LEASE}, has_directory = true, attempts = attempts + 1,
         started_at = coalesce(started_at, now()), updated_at = now(), waits_for = NULL, next_attempt_at = NULL,
         error_code = NULL, error_message = NULL,
         state = CASE WHEN state = 'importing' THEN state ELSE 'running' END
    FROM due WHERE download.id = due.id RETURNING download.id`;

export const claimParameters = (workerId: string, id: string | null, rules: ClaimRules): unknown[] => [
  workerId,
  id,
  rules.kinds,
  rules.atOnce,
  JSON.stringify(rules.perKind),
  rules.perUser,
  rules.blockedOwners,
  rules.isOnHold,
];

/** Completed ones whose seeding a worker that went away left off. */
export const CLAIM_SEEDING = `
  WITH due AS (
    SELECT d.id FROM download d
     WHERE d.is_seeding AND d.state = 'completed' AND ${IS_FREE} AND NOT ${IS_ELSEWHERE} AND d.kind = ANY($2)
     ORDER BY d.seeded_seconds, d.completed_at, d.id LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
  UPDATE download SET worker_id = $1, lease_until = ${LEASE}
    FROM due WHERE download.id = due.id RETURNING download.id`;

export const CLAIM_LEFTOVER = `
  WITH due AS (
    SELECT d.id FROM download d
     WHERE d.has_directory AND d.state IN ('completed', 'cancelled', 'skipped')
       AND NOT d.is_seeding AND NOT d.keeps_files AND ${IS_FREE}
     LIMIT 1 FOR UPDATE SKIP LOCKED)
  UPDATE download SET worker_id = $1, lease_until = ${LEASE}
    FROM due WHERE download.id = due.id RETURNING download.id`;
