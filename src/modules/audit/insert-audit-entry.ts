import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { currentContext, currentOrigin } from '../../common/logging/request-context.js';
import { toAuditText, toAuditValue } from './audit-value.js';

const MAX_NAME = 200;
const MAX_USER_AGENT = 512;
const MAPPED_IPV4 = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

const INSERT = `
  INSERT INTO audit_log (id, user_id, action, resource, resource_id, old_value, new_value, ip_address, user_agent, request_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

/** What someone did. Secrets in the values are masked by the names of their fields. */
export interface AuditEntry {
  /** What was done, a verb phrase in snake_case: `download_started`. */
  readonly action: string;
  /** To what kind of thing. */
  readonly resource: string;
  readonly resourceId?: string | null;
  readonly oldValue?: object | null;
  readonly newValue?: object | null;
  /** Who; the acting user of the request unless given. */
  readonly userId?: string | null;
}

/** Writes one row through `manager`. Only for code that runs before the application does; the rest uses AuditLog. */
export async function insertAuditEntry(
  manager: Pick<EntityManager, 'query'>,
  entry: AuditEntry,
): Promise<void> {
  const { actor_id: actorId = null, request_id: requestId = null } = currentContext();
  const { ipAddress, userAgent } = currentOrigin();
  const { action, resource, resourceId, userId } = entry;
  await manager.query(INSERT, [
    randomUUID(),
    userId === undefined ? actorId : userId,
    action,
    resource,
    textOrNull(resourceId, MAX_NAME),
    jsonOrNull(entry.oldValue),
    jsonOrNull(entry.newValue),
    textOrNull(ipAddress?.replace(MAPPED_IPV4, ''), MAX_NAME),
    textOrNull(userAgent, MAX_USER_AGENT),
    requestId,
  ]);
}

const textOrNull = (text: string | null | undefined, max: number): string | null =>
  text === null || text === undefined ? null : toAuditText(text, max);

function jsonOrNull(value: object | null | undefined): string | null {
  const kept = toAuditValue(value);
  return kept && JSON.stringify(kept);
}
