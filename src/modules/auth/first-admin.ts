import { randomBytes, randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { Role } from '../../common/access/role.js';
import type { AuthConfig } from '../../common/config/auth.config.js';
import { dataSourceOptions } from '../../common/database/data-source-options.js';
import { insertAuditEntry } from '../audit/index.js';
import { PasswordHasher } from './passwords/password-hasher.js';

const PASSWORD_BYTES = 15;

export interface FirstAdmin {
  readonly username: string;
  /** Set when it was made up here: the only time that it is known. */
  readonly generatedPassword: string | null;
}

/** Creates the administrator when there is none yet. Of several processes that start at once, one does. */
export async function ensureFirstAdmin(databaseUrl: string, config: AuthConfig): Promise<FirstAdmin | null> {
  const dataSource = await new DataSource(dataSourceOptions(databaseUrl, 2)).initialize();
  try {
    const hasAdmin = await dataSource.query<unknown[]>(`SELECT 1 FROM app_user WHERE role = 'admin' LIMIT 1`);
    if (hasAdmin.length > 0) return null;
    const password = config.adminPassword ?? randomBytes(PASSWORD_BYTES).toString('base64url');
    const passwordHash = await new PasswordHasher().hash(password);
    const isCreated = await dataSource.transaction((manager) =>
      insertAdmin(manager, config.adminUsername, passwordHash),
    );
    if (!isCreated) return null;
    return {
      username: config.adminUsername,
      generatedPassword: config.adminPassword === undefined ? password : null,
    };
  } finally {
    await dataSource.destroy();
  }
}

/** False when somebody has the name already. */
async function insertAdmin(manager: EntityManager, username: string, passwordHash: string): Promise<boolean> {
  const id = randomUUID();
  const inserted = await manager.query<unknown[]>(
    `INSERT INTO app_user (id, username, password_hash, role) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id`,
    [id, username, passwordHash, Role.Admin],
  );
  if (inserted.length === 0) return false;
  await insertAuditEntry(manager, {
    action: 'first_admin_created',
    resource: 'user',
    resourceId: id,
    newValue: { username, role: Role.Admin },
  });
  return true;
}
