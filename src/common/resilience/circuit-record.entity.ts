import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Circuit, CircuitState, Problem } from './circuit.js';

/** The circuit breaker of one outside service, shared by all processes. */
@Entity({ name: 'circuit_breaker' })
export class CircuitRecord implements Circuit {
  @PrimaryColumn({ name: 'name', type: 'text', primaryKeyConstraintName: 'pk_circuit_breaker' })
  name: string;

  @Column({ name: 'state', type: 'text' })
  state: CircuitState;

  @Column({ name: 'failures', type: 'integer' })
  failures: number;

  @Column({ name: 'openings', type: 'integer' })
  openings: number;

  @Column({ name: 'opened_at', type: 'timestamptz', nullable: true })
  openedAt: Date | null;

  @Column({ name: 'retry_at', type: 'timestamptz', nullable: true })
  retryAt: Date | null;

  @Column({ name: 'probe_id', type: 'uuid', nullable: true })
  probeId: string | null;

  @Column({ name: 'probe_until', type: 'timestamptz', nullable: true })
  probeUntil: Date | null;

  @Column({ name: 'last_error_kind', type: 'text', nullable: true })
  lastErrorKind: Problem['kind'] | null;

  @Column({ name: 'last_error_code', type: 'text', nullable: true })
  lastErrorCode: string | null;

  @Column({ name: 'last_error_message', type: 'text', nullable: true })
  lastErrorMessage: string | null;

  @Column({ name: 'last_error_at', type: 'timestamptz', nullable: true })
  lastErrorAt: Date | null;

  @Column({ name: 'last_success_at', type: 'timestamptz', nullable: true })
  lastSuccessAt: Date | null;

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt: Date;
}
