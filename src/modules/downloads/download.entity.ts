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

/** A file of the download, as it lies below the download's directory. snake_case because it is stored as JSON. */
export interface StoredFile {
  readonly index: number;
  readonly path: string;
  readonly size_bytes: number;
}

/** A peer of the last sample. */
export interface StoredPeer {
  readonly address: string;
  readonly client: string;
  readonly is_seeder: boolean;
  readonly speed_bytes_per_sec: number;
}

/** One thing to fetch: what its owner wants, where it stands, and which worker holds it until when. */
@Entity({ name: 'download' })
@Check(
  'ck_download_state',
  `state IN ('pending', 'running', 'importing', 'paused', 'completed', 'failed', 'cancelled')`,
)
@Check('ck_download_desired_state', `desired_state IN ('running', 'paused', 'cancelled')`)
@Index('ux_download_info_hash', ['infoHash'], {
  unique: true,
  where: `state IN ('pending', 'running', 'importing', 'paused')`,
})
@Index('ix_download_info_hash', ['infoHash'])
@Index('ix_download_owner_id', ['ownerId', 'createdAt'])
@Index('ix_download_waiting', ['createdAt'], { where: `state IN ('pending', 'running', 'importing')` })
@Index('ix_download_directory', ['id'], { where: `has_directory AND state IN ('completed', 'cancelled')` })
export class Download {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_download' })
  id: string;

  @ForeignKey('app_user', { name: 'fk_download_owner_id', onDelete: 'CASCADE' })
  @Column({ name: 'owner_id', type: 'uuid' })
  ownerId: string;

  @Index('ix_download_media_id')
  @ForeignKey('media', { name: 'fk_download_media_id' })
  @Column({ name: 'media_id', type: 'uuid' })
  mediaId: string;

  /** The search result it was started from. Searches are short-lived, so this is no foreign key. */
  @Column({ name: 'source_id', type: 'uuid', nullable: true })
  sourceId: string | null;

  @Column({ name: 'kind', type: 'text', default: 'torrent' })
  kind: 'torrent';

  @Column({ name: 'release_name', type: 'text' })
  releaseName: string;

  @Column({ name: 'info_hash', type: 'text' })
  infoHash: string;

  @Column({ name: 'magnet_link', type: 'text' })
  magnetLink: string;

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
  @Column({ name: 'torrent_metadata', type: 'bytea', nullable: true, select: false })
  torrentMetadata?: Buffer | null;

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
