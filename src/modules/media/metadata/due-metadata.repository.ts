import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { Media } from '../media.entity.js';

const POSTPONE = `
  UPDATE media
     SET metadata_due_at = now() + make_interval(secs => $3), metadata_failures = metadata_failures + 1
   WHERE id = $1 AND tmdb_id = $2`;

const REFUSE = `
  UPDATE media
     SET metadata_due_at = now() + make_interval(secs => $3), metadata_failures = metadata_failures + 1,
         metadata_status = 'failed', metadata_error = $4
   WHERE id = $1 AND tmdb_id = $2`;

const MS_PER_SECOND = 1000;

/** Which titles TMDB is to be asked about. */
@Injectable()
export class DueMetadata {
  constructor(private readonly uow: UnitOfWork) {}

  /** Null when the title is not due. */
  find(id: string): Promise<Media | null> {
    return this.uow
      .repository(Media)
      .createQueryBuilder('media')
      .where('media.id = :id AND media.metadataDueAt <= now()', { id })
      .getOne();
  }

  /** The ones that wait longest. */
  async list(limit: number): Promise<string[]> {
    const rows = await this.uow.manager.query<{ id: string }[]>(
      'SELECT id FROM media WHERE metadata_due_at <= now() ORDER BY metadata_due_at LIMIT $1',
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  /** TMDB is away: what the row says stays as it is. */
  async postpone({ id, tmdbId }: Media, waitMs: number): Promise<void> {
    await this.uow.manager.query(POSTPONE, [id, tmdbId, waitMs / MS_PER_SECOND]);
  }

  /** TMDB has answered, and not with the title. */
  async refuse({ id, tmdbId }: Media, code: string, waitMs: number): Promise<void> {
    await this.uow.manager.query(REFUSE, [id, tmdbId, waitMs / MS_PER_SECOND, code]);
  }
}
