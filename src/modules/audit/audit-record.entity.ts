import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One thing that someone did or was refused. Rows are only ever inserted; the database refuses anything else. */
@Entity({ name: 'audit_log' })
@Index('ix_audit_log_user_id_ordinal', ['userId', 'ordinal'])
@Index('ix_audit_log_action_ordinal', ['action', 'ordinal'])
@Index('ix_audit_log_resource_resource_id_ordinal', ['resource', 'resourceId', 'ordinal'])
@Index('ix_audit_log_ip_address_ordinal', ['ipAddress', 'ordinal'])
export class AuditRecord {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_audit_log' })
  id: string;

  /** Order of writing: what was committed before this row was written has a lower one. */
  @Index('ux_audit_log_ordinal', { unique: true })
  @Column({ name: 'ordinal', type: 'bigint', generated: 'increment' })
  ordinal: string;

  /** No foreign key: the trail outlives the account. */
  @Column({ name: 'user_id', type: 'uuid', nullable: true })
  userId: string | null;

  @Column({ name: 'action', type: 'text' })
  action: string;

  @Column({ name: 'resource', type: 'text' })
  resource: string;

  @Column({ name: 'resource_id', type: 'text', nullable: true })
  resourceId: string | null;

  @Column({ name: 'old_value', type: 'jsonb', nullable: true })
  oldValue: Record<string, unknown> | null;

  @Column({ name: 'new_value', type: 'jsonb', nullable: true })
  newValue: Record<string, unknown> | null;

  @Column({ name: 'ip_address', type: 'text', nullable: true })
  ipAddress: string | null;

  @Column({ name: 'user_agent', type: 'text', nullable: true })
  userAgent: string | null;

  @Column({ name: 'request_id', type: 'text', nullable: true })
  requestId: string | null;

  @Index('ix_audit_log_timestamp')
  @Column({ name: 'timestamp', type: 'timestamptz', default: () => 'clock_timestamp()' })
  timestamp: Date;
}
