import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';
import type { QualityPreference } from '../search/index.js';
import { bytes, nullableBytes } from './byte-column.js';
import type { DesiredState, DownloadState } from './download-state.js';
import type { WaitReason } from './download-wait.js';
import type { DownloadKindName, DownloadLimits, DownloadSource } from './engine/download-source.js';

/** A file of the download, as it lies below the download's directory. snake_case because it is stored as JSON. */
export interface StoredFile {
  readonly index: number;
  readonly path: string;
  /** Null while a server does not say. */
  readonly size_bytes: number | null;
  /** Verified bytes of the last sample; absent where they were not counted file by file. */
  readonly bytes_done?: number;
  /** Absent when it is. */
  readonly is_wanted?: boolean;
  /** Where it lies in the library, `/` between the parts; absent while it does not, and where it is a file of a title. */
  readonly library_path?: string;
  /** Where it lay as a file of a title, or as the subtitles of one, when it was imported. */
  readonly media_path?: string;
  /** Not imported, for the library has as good a file. */
  readonly is_superseded?: boolean;
}

/** A peer of the last sample. */
export interface StoredPeer {
  readonly address: string;
  readonly client: string;
  readonly is_seeder: boolean;
  readonly speed_bytes_per_sec: number;
}

export const ImportNote = { KeptExisting: 'kept_existing' } as const;
export type ImportNote = (typeof ImportNote)[keyof typeof ImportNote];

/** One thing to fetch: what its owner wants, where it stands, and which worker holds it until when. */
@Entity({ name: 'download' })
@Check(
  'ck_download_state',
  `state IN ('pending', 'running', 'importing', 'paused', 'completed', 'failed', 'cancelled', 'skipped')`,
)
@Check('ck_download_kind', `kind IN ('torrent', 'http', 'gallery', 'youtube')`)
@Check('ck_download_priority', 'priority BETWEEN 1 AND 100')
@Check(
  'ck_download_waits_for',
  `waits_for IN ('queue', 'user_limit', 'kind_limit', 'disk_space', 'slow_hours', 'retry', 'quota')`,
)
@Check('ck_download_import_note', `import_note IN ('kept_existing')`)
@Check('ck_download_desired_state', `desired_state IN ('running', 'paused', 'cancelled')`)
@Index('ux_download_identity', ['identity'], {
  unique: true,
  where: `state IN ('pending', 'running', 'importing', 'paused')`,
})
@Index('ix_download_identity', ['identity'])
@Index('ix_download_owner_id', ['ownerId', 'createdAt'])
@Index('ix_download_created_at', ['createdAt', 'id'])
@Index('ix_download_state', ['state', 'createdAt'])
// Of trigrams, which a decorator can't say either.
@Index('ix_download_release_name', { synchronize: false })
// Its order can't be said by a decorator; the migration makes it.
@Index('ix_download_waiting', { synchronize: false })
@Index('ix_download_directory', ['id'], {
  where: `has_directory AND state IN ('completed', 'cancelled', 'skipped')`,
})
@Index('ix_download_seeding', ['id'], { where: `is_seeding AND state = 'completed'` })
export class Download {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_download' })
  id: string;

  @ForeignKey('app_user', { name: 'fk_download_owner_id', onDelete: 'CASCADE' })
  @Column({ name: 'owner_id', type: 'uuid' })
  ownerId: string;

  /** The title that it is of; null for files that are of none. */
  @Index('ix_download_media_id')
  @ForeignKey('media', { name: 'fk_download_media_id' })
  @Column({ name: 'media_id', type: 'uuid', nullable: true })
  mediaId: string | null;

  /** The search result it was started from. Searches are short-lived, so this is no foreign key. */
  @Column({ name: 'source_id', type: 'uuid', nullable: true })
  sourceId: string | null;

  @Column({ name: 'kind', type: 'text' })
  kind: DownloadKindName;

  /** Two downloads with one identity would fetch the same. */
  @Column({ name: 'identity', type: 'text' })
  identity: string;

  @Column({ name: 'source', type: 'jsonb' })
  source: DownloadSource;

  /** What is not in it is not limited. */
  @Column({ name: 'limits', type: 'jsonb', default: {} })
  limits: Partial<DownloadLimits>;

  /** 1 to 100; 100 is fetched first. */
  @Column({ name: 'priority', type: 'integer', default: 50 })
  priority: number;

  @Column({ name: 'release_name', type: 'text' })
  releaseName: string;

  /** Of torrents only. */
  @Column({ name: 'info_hash', type: 'text', nullable: true })
  infoHash: string | null;

  @Column({ name: 'quality_preference', type: 'text', nullable: true })
  qualityPreference: QualityPreference | null;

  @Column({ name: 'desired_state', type: 'text', default: 'running' })
  desiredState: DesiredState;

  @Column({ name: 'state', type: 'text', default: 'pending' })
  state: DownloadState;

  @Index('ix_download_worker_id')
  @Column({ name: 'worker_id', type: 'uuid', nullable: true })
  workerId: string | null;

  @Column({ name: 'lease_until', type: 'timestamptz', nullable: true })
  leaseUntil: Date | null;

  /** Whether a worker may have left files in the download's directory. */
  @Column({ name: 'has_directory', type: 'boolean', default: false })
  hasDirectory: boolean;

  /** Cancelled, and its owner wants to keep what has arrived. */
  @Column({ name: 'keeps_files', type: 'boolean', default: false })
  keepsFiles: boolean;

  @Column({ name: 'bytes_done', type: 'bigint', default: 0, transformer: bytes })
  bytesDone: number;

  @Column({ name: 'total_bytes', type: 'bigint', nullable: true, transformer: nullableBytes })
  totalBytes: number | null;

  @Column({ name: 'speed_bytes_per_sec', type: 'bigint', default: 0, transformer: bytes })
  speedBytesPerSec: number;

  @Column({ name: 'eta_seconds', type: 'integer', nullable: true })
  etaSeconds: number | null;

  @Column({ name: 'seeders', type: 'integer', default: 0 })
  seeders: number;

  @Column({ name: 'leechers', type: 'integer', default: 0 })
  leechers: number;

  @Column({ name: 'peers', type: 'jsonb', default: () => `'[]'` })
  peers: StoredPeer[];

  /** Empty until the metadata is known. */
  @Column({ name: 'files', type: 'jsonb', default: () => `'[]'` })
  files: StoredFile[];

  /** What lets the next run start without asking peers for the file list. */
  @Column({ name: 'metadata', type: 'bytea', nullable: true, select: false })
  metadata?: Buffer | null;

  /** The file that is being fetched, where they come one by one. */
  @Column({ name: 'current_file', type: 'text', nullable: true })
  currentFile: string | null;

  @Column({ name: 'files_done', type: 'integer', default: 0 })
  filesDone: number;

  @Column({ name: 'files_failed', type: 'integer', default: 0 })
  filesFailed: number;

  /** To peers, in all runs. */
  @Column({ name: 'bytes_sent', type: 'bigint', default: 0, transformer: bytes })
  bytesSent: number;

  /** Failures that were answered by trying again by itself, since its owner last started or resumed it. */
  @Column({ name: 'retries', type: 'integer', default: 0 })
  retries: number;

  /** Not before then is it tried again. */
  @Column({ name: 'next_attempt_at', type: 'timestamptz', nullable: true })
  nextAttemptAt: Date | null;

  /** Why it waits, as the workers last saw it; null when it does not wait, or nobody has looked yet. */
  @Column({ name: 'waits_for', type: 'text', nullable: true })
  waitsFor: WaitReason | null;

  /** Completed, and still given to other peers. */
  @Column({ name: 'is_seeding', type: 'boolean', default: false })
  isSeeding: boolean;

  @Column({ name: 'seeded_seconds', type: 'integer', default: 0 })
  seededSeconds: number;

  /** What is to be said of a completed import: `kept_existing` when the library had as good a file of all or some of it. */
  @Column({ name: 'import_note', type: 'text', nullable: true })
  importNote: ImportNote | null;

  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode: string | null;

  @Column({ name: 'error_message', type: 'text', nullable: true })
  errorMessage: string | null;

  /** How often a worker has taken it. */
  @Column({ name: 'attempts', type: 'integer', default: 0 })
  attempts: number;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt: Date | null;

  @Column({ name: 'completed_at', type: 'timestamptz', nullable: true })
  completedAt: Date | null;

  @Column({ name: 'last_progress_at', type: 'timestamptz', nullable: true })
  lastProgressAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
