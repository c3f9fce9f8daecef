import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lists of downloads by age, state and name, and cancelled downloads that keep their files. Nothing that changes with every
 * sample of a running download is indexed: those updates stay cheap.
 */
export class DownloadLists1763769603040 implements MigrationInterface {
  readonly name = 'DownloadLists1763769603040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE download ADD COLUMN keeps_files boolean NOT NULL DEFAULT false');
    await runner.query('CREATE INDEX ix_download_created_at ON download (created_at, id)');
    await runner.query('CREATE INDEX ix_download_state ON download (state, created_at)');
    await runner.query(
      'CREATE INDEX ix_download_release_name ON download USING gin (lower(release_name) gin_trgm_ops)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of ['ix_download_release_name', 'ix_download_state', 'ix_download_created_at'])
      await runner.query(`DROP INDEX ${index}`);
    await runner.query('ALTER TABLE download DROP COLUMN keeps_files');
  }
}
