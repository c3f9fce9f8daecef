import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CheckedStatus } from './service-status.js';

/** What the last health check of a service found, and when the next is due. */
@Entity({ name: 'service_health' })
export class ServiceHealth {
  @PrimaryColumn({ name: 'name', type: 'text', primaryKeyConstraintName: 'pk_service_health' })
  name: string;

  /** Null before the first check has ended. */
  @Column({ name: 'status', type: 'text', nullable: true })
  status: CheckedStatus | null;

  /** Null when it did not answer. */
  @Column({ name: 'response_time_ms', type: 'integer', nullable: true })
  responseTimeMs: number | null;

  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode: string | null;

  @Column({ name: 'error_message', type: 'text', nullable: true })
  errorMessage: string | null;

  @Column({ name: 'checked_at', type: 'timestamptz', nullable: true })
  checkedAt: Date | null;

  /** When the status last changed. */
  @Column({ name: 'since', type: 'timestamptz', nullable: true })
  since: Date | null;

  @Column({ name: 'next_check_at', type: 'timestamptz' })
  nextCheckAt: Date;
}
