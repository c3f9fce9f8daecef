import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { StoredAnswer } from './stored-answer.entity.js';

@Injectable()
export class StoredAnswersRepository {
  constructor(private readonly uow: UnitOfWork) {}

  find(key: string): Promise<StoredAnswer | null> {
    return this.uow.repository(StoredAnswer).findOneBy({ key });
  }

  async put({ key, body, etag, fetchedAt, freshUntil }: StoredAnswer): Promise<void> {
    await this.uow.manager.query(
      `INSERT INTO tmdb_answer (key, body, etag, fetched_at, fresh_until) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (key) DO UPDATE SET body = EXCLUDED.body, etag = EXCLUDED.etag,
         fetched_at = EXCLUDED.fetched_at, fresh_until = EXCLUDED.fresh_until`,
      [key, JSON.stringify(body), etag, fetchedAt, freshUntil],
    );
  }

  /** TMDB has said that what is stored still holds. */
  async confirm(key: string, etag: string | null, fetchedAt: Date, freshUntil: Date): Promise<void> {
    await this.uow.repository(StoredAnswer).update({ key }, { etag, fetchedAt, freshUntil });
  }

  async delete(key: string): Promise<void> {
    await this.uow.repository(StoredAnswer).delete({ key });
  }

  /** Deletes what was fetched before `since`, then the oldest until the bodies take at most `maxBytes` of storage. */
  async sweep(since: Date, maxBytes: number): Promise<void> {
    await this.uow.manager.query('DELETE FROM tmdb_answer WHERE fetched_at < $1', [since]);
    await this.uow.manager.query(
      `DELETE FROM tmdb_answer a USING (
         SELECT key, sum(pg_column_size(body)) OVER (ORDER BY fetched_at DESC, key) AS bytes FROM tmdb_answer
       ) sized WHERE sized.key = a.key AND sized.bytes > $1`,
      [maxBytes],
    );
  }
}
