import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Addresses that administration may be done from. With no row at all, it may be done from everywhere. */
@Entity({ name: 'admin_ip_rule' })
export class AdminIpRule {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_admin_ip_rule' })
  id: string;

  /** As PostgreSQL writes it: always with its prefix, and without host bits. */
  @Index('ux_admin_ip_rule_cidr', { unique: true })
  @Column({ name: 'cidr', type: 'cidr' })
  cidr: string;

  @Column({ name: 'description', type: 'text', nullable: true })
  description: string | null;

  /** Null when that account is gone. */
  @Index('ix_admin_ip_rule_created_by')
  @ForeignKey('app_user', { name: 'fk_admin_ip_rule_created_by', onDelete: 'SET NULL' })
  @Column({ name: 'created_by', type: 'uuid', nullable: true })
  createdBy: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
