import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deleted downloads leave a note of their directory, whoever deletes them: the cascade of their owner's row as well. */
export class DownloadLeftovers1763769601510 implements MigrationInterface {
  readonly name = 'DownloadLeftovers1763769601510';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE download_leftover (
        download_id uuid CONSTRAINT pk_download_leftover PRIMARY KEY,
        info_hash text NOT NULL,
        worker_id uuid,
        held_until timestamptz NOT NULL,
        claimed_until timestamptz
      )`);
    await runner.query('CREATE INDEX ix_download_leftover_info_hash ON download_leftover (info_hash)');
    await runner.query(`
      CREATE FUNCTION keep_download_leftover() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO download_leftover (download_id, info_hash, worker_id, held_until)
        VALUES (OLD.id, OLD.info_hash, OLD.worker_id, coalesce(OLD.lease_until, now()));
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER tr_download_leftover AFTER DELETE ON download
        FOR EACH ROW WHEN (OLD.has_directory) EXECUTE FUNCTION keep_download_leftover()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER tr_download_leftover ON download');
    await runner.query('DROP FUNCTION keep_download_leftover');
    await runner.query('DROP TABLE download_leftover');
  }
}
