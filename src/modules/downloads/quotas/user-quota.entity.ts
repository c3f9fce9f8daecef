import { Column, Entity, ForeignKey, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import { nullableBytes } from '../byte-column.js';

/** What administrators allow one person instead of the settings. Zero is no quota, null what the settings say. */
@Entity({ name: 'user_quota' })
export class UserQuota {
  @ForeignKey('app_user', { name: 'fk_user_quota_user_id', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'user_id', type: 'uuid', primaryKeyConstraintName: 'pk_user_quota' })
  userId: string;

  @Column({ name: 'daily_bytes', type: 'bigint', nullable: true, transformer: nullableBytes })
  dailyBytes: number | null;

  @Column({ name: 'stored_bytes', type: 'bigint', nullable: true, transformer: nullableBytes })
  storedBytes: number | null;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
