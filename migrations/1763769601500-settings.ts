import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What administrators chose while the system ran. A null value is a choice that was taken back. */
export class Settings1763769601500 implements MigrationInterface {
  readonly name = 'Settings1763769601500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE setting (
        key text CONSTRAINT pk_setting PRIMARY KEY,
        value jsonb,
        version integer NOT NULL DEFAULT 1,
        updated_by uuid,
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE setting');
  }
}
