import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { BlockedRelease } from './blocked-release.entity.js';

const HOLDS = '(release.expires_at IS NULL OR release.expires_at > now())';

const PUT = `
  INSERT INTO blocked_release (id, identity, media_id, release_name, reason, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (identity) DO UPDATE SET media_id = excluded.media_id, release_name = excluded.release_name,
    reason = excluded.reason, expires_at = excluded.expires_at, created_at = now()`;

@Injectable()
export class BlockedReleasesRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(BlockedRelease);
  }

  /** Replaces what was known of the same identity. */
  async put(release: Omit<BlockedRelease, 'createdAt'>): Promise<void> {
    const { id, identity, mediaId, releaseName, reason, expiresAt } = release;
    await this.uow.manager.query(PUT, [id, identity, mediaId, releaseName, reason, expiresAt]);
  }

  /** Those of the given identities that are blocked now. */
  async blockedAmong(identities: readonly string[]): Promise<Set<string>> {
    const found = await this.rows
      .createQueryBuilder('release')
      .where('release.identity = ANY(:identities)', { identities })
      .andWhere(HOLDS)
      .getMany();
    return new Set(found.map(({ identity }) => identity));
  }

  /** Newest first, and how many there are. */
  list({ offset, limit }: { offset: number; limit: number }): Promise<[BlockedRelease[], number]> {
    return this.rows
      .createQueryBuilder('release')
      .where(HOLDS)
      .orderBy('release.created_at', 'DESC')
      .addOrderBy('release.id')
      .offset(offset)
      .limit(limit)
      .getManyAndCount();
  }

  /** Null when there was none. */
  async remove(id: string): Promise<BlockedRelease | null> {
    const found = await this.rows.findOneBy({ id });
    const { affected } = await this.rows.delete({ id });
    return affected === 1 ? found : null;
  }
}
