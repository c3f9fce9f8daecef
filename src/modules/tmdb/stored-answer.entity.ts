import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What TMDB answered to one request. A cache: any row may be deleted at any time. */
@Entity({ name: 'tmdb_answer' })
export class StoredAnswer {
  /** Path and parameters, without the API key. */
  @PrimaryColumn({ name: 'key', type: 'text', primaryKeyConstraintName: 'pk_tmdb_answer' })
  key: string;

  @Column({ name: 'body', type: 'json' })
  body: unknown;

  @Column({ name: 'etag', type: 'text', nullable: true })
  etag: string | null;

  /** When TMDB last sent it, or said that it still holds. */
  @Index('ix_tmdb_answer_fetched_at')
  @Column({ name: 'fetched_at', type: 'timestamptz' })
  fetchedAt: Date;

  /** Until then TMDB need not be asked again. */
  @Column({ name: 'fresh_until', type: 'timestamptz' })
  freshUntil: Date;
}
