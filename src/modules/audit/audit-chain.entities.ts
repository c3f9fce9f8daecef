import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row that waits to be sealed. A trigger on audit_log writes it; the sealer deletes it. */
@Entity({ name: 'audit_pending' })
export class AuditPending {
  @PrimaryColumn({ name: 'ordinal', type: 'bigint', primaryKeyConstraintName: 'pk_audit_pending' })
  ordinal: string;

  @Column({ name: 'audit_id', type: 'uuid' })
  auditId: string;
}

/** A link of the chain: its hash covers the audit row and the link before. */
@Entity({ name: 'audit_seal' })
export class AuditSeal {
  @PrimaryColumn({ name: 'position', type: 'bigint', primaryKeyConstraintName: 'pk_audit_seal' })
  position: string;

  @Index('ux_audit_seal_audit_id', { unique: true })
  @Column({ name: 'audit_id', type: 'uuid' })
  auditId: string;

  @Column({ name: 'previous_hash', type: 'text' })
  previousHash: string;

  @Column({ name: 'hash', type: 'text' })
  hash: string;
}

/** The end of the chain, signed with a key that is not in the database: shows a cut or rewritten tail. */
@Entity({ name: 'audit_head' })
@Check('ck_audit_head_id', 'id')
export class AuditHead {
  @PrimaryColumn({ name: 'id', type: 'boolean', default: true, primaryKeyConstraintName: 'pk_audit_head' })
  id: boolean;

  /** Counts how often an administrator accepted a broken end. */
  @Column({ name: 'generation', type: 'integer' })
  generation: number;

  @Column({ name: 'position', type: 'bigint' })
  position: string;

  @Column({ name: 'hash', type: 'text' })
  hash: string;

  @Column({ name: 'signature', type: 'text' })
  signature: string;

  @Column({ name: 'sealed_at', type: 'timestamptz', default: () => 'clock_timestamp()' })
  sealedAt: Date;
}
