import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a searcher knows for certain: ids of the title, and which season or episode. */
export class SearchQuestion1763769602025 implements MigrationInterface {
  readonly name = 'SearchQuestion1763769602025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE search
        ADD COLUMN tmdb_id integer,
        ADD COLUMN imdb_id text,
        ADD COLUMN season integer,
        ADD COLUMN episode integer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE search
        DROP COLUMN episode,
        DROP COLUMN season,
        DROP COLUMN imdb_id,
        DROP COLUMN tmdb_id`);
  }
}
