import { createHash } from 'node:crypto';
import type { JsonObject } from './audit-value.js';
import { canonicalJson } from './canonical-json.js';

/** An audit row as the chain sees it: every column that tells something, the time in microseconds. */
export interface ChainedRow {
  readonly id: string;
  readonly user_id: string | null;
  readonly action: string;
  readonly resource: string;
  readonly resource_id: string | null;
  readonly old_value: JsonObject | null;
  readonly new_value: JsonObject | null;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly request_id: string | null;
  readonly timestamp: string;
}

/** A place in the chain. */
export interface ChainPoint {
  readonly position: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

/** Where every chain begins. */
export const GENESIS: ChainPoint = { position: 0, hash: '0'.repeat(64) };

/** The link that follows `previous`: SHA-256 over the canonical JSON of the row, its position and the hash before. */
export function nextPoint(previous: ChainPoint, row: ChainedRow): ChainPoint {
  const position = previous.position + 1;
  const content = canonicalJson({
    position,
    previous_hash: previous.hash,
    id: row.id,
    user_id: row.user_id,
    action: row.action,
    resource: row.resource,
    resource_id: row.resource_id,
    old_value: row.old_value,
    new_value: row.new_value,
    ip_address: row.ip_address,
    user_agent: row.user_agent,
    request_id: row.request_id,
    timestamp: row.timestamp,
  });
  return { position, hash: createHash('sha256').update(content).digest('hex') };
}
