import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What TMDB has answered, so that all processes ask it once. `json` keeps the text as it came; nothing looks inside. */
export class TmdbAnswers1763769602050 implements MigrationInterface {
  readonly name = 'TmdbAnswers1763769602050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tmdb_answer (
        key text CONSTRAINT pk_tmdb_answer PRIMARY KEY,
        body json NOT NULL,
        etag text,
        fetched_at timestamptz NOT NULL,
        fresh_until timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX ix_tmdb_answer_fetched_at ON tmdb_answer (fetched_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE tmdb_answer');
  }
}
