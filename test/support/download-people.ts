import { randomBytes, randomUUID } from 'node:crypto';
import type { Actor } from '../../src/common/access/actor.js';
import type { Role } from '../../src/common/access/role.js';
import type { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import type { DownloadRequest } from '../../src/modules/downloads/index.js';

/** Someone with an account, as a guard would have let them in. */
export async function createActor(uow: UnitOfWork, role: Role = 'user'): Promise<Actor> {
  const id = randomUUID();
  const username = `user-${id}`;
  await uow.manager.query(
    `INSERT INTO app_user (id, username, password_hash, role) VALUES ($1, $2, 'x', $3)`,
    [id, username, role],
  );
  return {
    id,
    username,
    role,
    sessionId: randomUUID(),
    apiKey: null,
    requiresPasswordChange: false,
    expiresAt: new Date(Date.now() + 3_600_000),
  };
}

/** A download of a torrent that nobody has. */
export function someMagnet(changes: Partial<DownloadRequest> = {}): DownloadRequest & { magnetLink: string } {
  const infoHash = randomBytes(20).toString('hex');
  const name = `Film.${infoHash.slice(0, 6)}.2001.1080p.WEB`;
  return {
    mediaId: null,
    sourceId: null,
    url: null,
    qualityPreference: null,
    priority: 50,
    limits: {},
    ...changes,
    magnetLink: changes.magnetLink ?? `magnet:?xt=urn:btih:${infoHash}&dn=${name}`,
  };
}
