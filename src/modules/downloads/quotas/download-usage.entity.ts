import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { bytes } from '../byte-column.js';

/** What one person's downloads received within one hour. */
@Entity({ name: 'download_usage' })
export class DownloadUsage {
  @ForeignKey('app_user', { name: 'fk_download_usage_owner_id', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'owner_id', type: 'uuid', primaryKeyConstraintName: 'pk_download_usage' })
  ownerId: string;

  /** Its beginning. */
  @Index('ix_download_usage_hour')
  @PrimaryColumn({ name: 'hour', type: 'timestamptz', primaryKeyConstraintName: 'pk_download_usage' })
  hour: Date;

  @Column({ name: 'bytes', type: 'bigint', transformer: bytes })
  bytes: number;
}
