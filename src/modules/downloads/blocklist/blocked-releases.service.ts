import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { NotFoundError } from '../../../common/errors/common.errors.js';
import { AuditLog } from '../../audit/index.js';
import type { BlockedRelease } from './blocked-release.entity.js';
import { BlockedReleasesRepository } from './blocked-releases.repository.js';

export interface ReleaseToBlock {
  /** As in `download.identity`; `btih:` and the info hash for torrents. */
  readonly identity: string;
  readonly mediaId: string | null;
  readonly releaseName: string;
  /** An error code. */
  readonly reason: string;
  /** Null: until somebody takes it off. */
  readonly expiresAt: Date | null;
}

/** What is not to be chosen again by itself. It refuses nothing that a person asks for. */
@Injectable()
export class BlockedReleases {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly releases: BlockedReleasesRepository,
    private readonly audit: AuditLog,
  ) {}

  async isBlocked(identity: string): Promise<boolean> {
    return (await this.releases.blockedAmong([identity])).has(identity);
  }

  blockedAmong(identities: readonly string[]): Promise<Set<string>> {
    return this.releases.blockedAmong(identities);
  }

  /** Newest first, and how many there are. */
  list(page: { offset: number; limit: number }): Promise<[BlockedRelease[], number]> {
    return this.releases.list(page);
  }

  /** Blocking twice keeps the later reason. */
  async block(release: ReleaseToBlock): Promise<void> {
    await this.releases.put({ id: randomUUID(), ...release });
  }

  /** Throws NotFoundError. */
  async unblock(id: string): Promise<void> {
    await this.uow.run(async () => {
      const removed = await this.releases.remove(id);
      if (!removed) throw new NotFoundError('Blocked release', id);
      await this.audit.record({
        action: 'release_unblocked',
        resource: removed.mediaId === null ? 'download' : 'media',
        resourceId: removed.mediaId ?? removed.id,
        oldValue: { release_name: removed.releaseName, reason: removed.reason, identity: removed.identity },
        newValue: null,
      });
    });
  }
}
