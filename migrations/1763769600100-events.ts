import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The outbox and the record of who has had each event. */
export class Events1763769600100 implements MigrationInterface {
  readonly name = 'Events1763769600100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox (
        id uuid CONSTRAINT pk_outbox PRIMARY KEY,
        position bigserial NOT NULL,
        name text NOT NULL,
        payload jsonb NOT NULL,
        occurred_at timestamptz NOT NULL DEFAULT now(),
        next_attempt_at timestamptz NOT NULL DEFAULT now(),
        attempts integer NOT NULL DEFAULT 0,
        dispatched_at timestamptz
      )`);
    await runner.query(`CREATE INDEX ix_outbox_due ON outbox (next_attempt_at) WHERE dispatched_at IS NULL`);
    await runner.query(`
      CREATE TABLE event_delivery (
        event_id uuid NOT NULL,
        consumer text NOT NULL,
        delivered_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_event_delivery PRIMARY KEY (event_id, consumer)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE event_delivery');
    await runner.query('DROP TABLE outbox');
  }
}
