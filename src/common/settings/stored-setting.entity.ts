import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an administrator chose for a setting. */
@Entity({ name: 'setting' })
export class StoredSetting {
  /** `group.name` */
  @PrimaryColumn({ name: 'key', type: 'text', primaryKeyConstraintName: 'pk_setting' })
  key: string;

  /** Null once the choice was taken back: the row stays, so that versions never repeat. */
  @Column({ name: 'value', type: 'jsonb', nullable: true })
  value: unknown;

  /** How often it was changed. */
  @Column({ name: 'version', type: 'integer', default: 1 })
  version: number;

  /** No foreign key: settings come before accounts, and whose choice it was stays true when the account is gone. */
  @Column({ name: 'updated_by', type: 'uuid', nullable: true })
  updatedBy: string | null;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt: Date;
}
