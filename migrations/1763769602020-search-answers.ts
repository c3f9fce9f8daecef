import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers of providers that equal searches share; searches that are counted by owner, found by age, and can be cancelled. */
export class SearchAnswers1763769602020 implements MigrationInterface {
  readonly name = 'SearchAnswers1763769602020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE provider_answer (
        provider text NOT NULL,
        question_key text NOT NULL,
        state text NOT NULL,
        claim_id uuid NOT NULL,
        lease_until timestamptz NOT NULL,
        findings json,
        asked_at timestamptz NOT NULL,
        completed_at timestamptz,
        CONSTRAINT pk_provider_answer PRIMARY KEY (provider, question_key),
        CONSTRAINT ck_provider_answer_state CHECK (state IN ('asking', 'complete'))
      )`);
    await runner.query('CREATE INDEX ix_provider_answer_asked_at ON provider_answer (asked_at)');
    await runner.query('ALTER TABLE search_provider_run ADD COLUMN is_shared boolean NOT NULL DEFAULT false');
    await runner.query(
      `CREATE INDEX ix_search_open_owner_id ON search (owner_id) WHERE status = 'searching'`,
    );
    await runner.query('CREATE INDEX ix_search_created_at ON search (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    // Versions before this one know no cancelled search.
    await runner.query(`UPDATE search SET status = 'completed' WHERE status = 'cancelled'`);
    await runner.query(`UPDATE search_provider_run SET status = 'timed_out' WHERE status = 'cancelled'`);
    await runner.query('DROP INDEX ix_search_created_at');
    await runner.query('DROP INDEX ix_search_open_owner_id');
    await runner.query('ALTER TABLE search_provider_run DROP COLUMN is_shared');
    await runner.query('DROP TABLE provider_answer');
  }
}
