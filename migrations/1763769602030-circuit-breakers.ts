import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What all processes know of outside services: who is left alone for now, and what the last health check found. */
export class CircuitBreakers1763769602030 implements MigrationInterface {
  readonly name = 'CircuitBreakers1763769602030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE circuit_breaker (
        name text CONSTRAINT pk_circuit_breaker PRIMARY KEY,
        state text NOT NULL,
        failures integer NOT NULL,
        openings integer NOT NULL,
        opened_at timestamptz,
        retry_at timestamptz,
        probe_id uuid,
        probe_until timestamptz,
        last_error_kind text,
        last_error_code text,
        last_error_message text,
        last_error_at timestamptz,
        last_success_at timestamptz,
        changed_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE service_health (
        name text CONSTRAINT pk_service_health PRIMARY KEY,
        status text,
        response_time_ms integer,
        error_code text,
        error_message text,
        checked_at timestamptz,
        since timestamptz,
        next_check_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE service_health');
    await runner.query('DROP TABLE circuit_breaker');
  }
}
