import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Downloads of other kinds than torrents, with or without a title, with priorities, limits, retries and seeding. */
export class DownloadKinds1763769603010 implements MigrationInterface {
  readonly name = 'DownloadKinds1763769603010';

  async up(runner: QueryRunner): Promise<void> {
    await this.addColumns(runner);
    await runner.query(`
      UPDATE download SET identity = 'btih:' || info_hash,
        source = jsonb_build_object('kind', 'torrent', 'magnetLink', magnet_link)`);
    await runner.query(`
      ALTER TABLE download
        DROP COLUMN magnet_link,
        ALTER COLUMN identity SET NOT NULL,
        ALTER COLUMN source SET NOT NULL,
        ALTER COLUMN info_hash DROP NOT NULL,
        ALTER COLUMN media_id DROP NOT NULL`);
    await runner.query('ALTER TABLE download RENAME COLUMN torrent_metadata TO metadata');
    await this.replaceStates(runner);
    await this.replaceIndexes(runner);
    await this.renameLeftovers(runner);
  }

  /** What the earlier tables can't tell of goes: downloads of other kinds, and those of no title. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DELETE FROM download WHERE kind <> 'torrent' OR media_id IS NULL OR state = 'skipped'`,
    );
    await this.restoreColumns(runner);
    await this.restoreIndexes(runner);
    await runner.query(`DELETE FROM download_leftover WHERE identity NOT LIKE 'btih:%'`);
    await runner.query('ALTER INDEX ix_download_leftover_identity RENAME TO ix_download_leftover_info_hash');
    await runner.query('ALTER TABLE download_leftover RENAME COLUMN identity TO info_hash');
    await runner.query('UPDATE download_leftover SET info_hash = substr(info_hash, 6)');
    await runner.query(keepLeftover('info_hash'));
  }

  private async restoreColumns(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE download RENAME COLUMN metadata TO torrent_metadata');
    await runner.query('ALTER TABLE download ADD COLUMN magnet_link text');
    await runner.query(`UPDATE download SET magnet_link = source ->> 'magnetLink'`);
    await runner.query(
      'ALTER TABLE download DROP CONSTRAINT ck_download_state, DROP CONSTRAINT ck_download_kind',
    );
    await runner.query(`
      ALTER TABLE download
        ALTER COLUMN magnet_link SET NOT NULL,
        ALTER COLUMN info_hash SET NOT NULL,
        ALTER COLUMN media_id SET NOT NULL,
        ALTER COLUMN kind SET DEFAULT 'torrent',
        ${ADDED.map((column) => `DROP COLUMN ${column}`).join(', ')},
        ADD CONSTRAINT ck_download_state CHECK (state IN
          ('pending', 'running', 'importing', 'paused', 'completed', 'failed', 'cancelled'))`);
  }

  /** Those on columns that went are gone with them. */
  private async restoreIndexes(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_download_directory');
    await runner.query(`
      CREATE UNIQUE INDEX ux_download_info_hash ON download (info_hash)
        WHERE state IN ('pending', 'running', 'importing', 'paused')`);
    await runner.query('CREATE INDEX ix_download_info_hash ON download (info_hash)');
    await runner.query(`
      CREATE INDEX ix_download_waiting ON download (created_at)
        WHERE state IN ('pending', 'running', 'importing')`);
    await runner.query(`
      CREATE INDEX ix_download_directory ON download (id)
        WHERE has_directory AND state IN ('completed', 'cancelled')`);
  }

  private async addColumns(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE download
        ADD COLUMN identity text,
        ADD COLUMN source jsonb,
        ADD COLUMN limits jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN priority integer NOT NULL DEFAULT 50
          CONSTRAINT ck_download_priority CHECK (priority BETWEEN 1 AND 100),
        ADD COLUMN current_file text,
        ADD COLUMN files_done integer NOT NULL DEFAULT 0,
        ADD COLUMN files_failed integer NOT NULL DEFAULT 0,
        ADD COLUMN bytes_sent bigint NOT NULL DEFAULT 0,
        ADD COLUMN retries integer NOT NULL DEFAULT 0,
        ADD COLUMN next_attempt_at timestamptz,
        ADD COLUMN waits_for text,
        ADD COLUMN is_seeding boolean NOT NULL DEFAULT false,
        ADD COLUMN seeded_seconds integer NOT NULL DEFAULT 0`);
  }

  private async replaceStates(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE download DROP CONSTRAINT ck_download_state');
    await runner.query(`
      ALTER TABLE download ADD CONSTRAINT ck_download_state CHECK (state IN
        ('pending', 'running', 'importing', 'paused', 'completed', 'failed', 'cancelled', 'skipped'))`);
    await runner.query(`
      ALTER TABLE download ADD CONSTRAINT ck_download_kind
        CHECK (kind IN ('torrent', 'http', 'gallery', 'youtube'))`);
    await runner.query('ALTER TABLE download ALTER COLUMN kind DROP DEFAULT');
  }

  private async replaceIndexes(runner: QueryRunner): Promise<void> {
    for (const index of [
      'ux_download_info_hash',
      'ix_download_info_hash',
      'ix_download_waiting',
      'ix_download_directory',
    ])
      await runner.query(`DROP INDEX ${index}`);
    await runner.query(`
      CREATE UNIQUE INDEX ux_download_identity ON download (identity)
        WHERE state IN ('pending', 'running', 'importing', 'paused')`);
    await runner.query('CREATE INDEX ix_download_identity ON download (identity)');
    await runner.query(`
      CREATE INDEX ix_download_waiting ON download (priority DESC, created_at)
        WHERE state IN ('pending', 'running', 'importing')`);
    await runner.query(`
      CREATE INDEX ix_download_directory ON download (id)
        WHERE has_directory AND state IN ('completed', 'cancelled', 'skipped')`);
  }

  private async renameLeftovers(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE download_leftover RENAME COLUMN info_hash TO identity');
    await runner.query(`UPDATE download_leftover SET identity = 'btih:' || identity`);
    await runner.query('ALTER INDEX ix_download_leftover_info_hash RENAME TO ix_download_leftover_identity');
    await runner.query(keepLeftover('identity'));
  }
}

const ADDED = [
  'identity',
  'source',
  'limits',
  'priority',
  'current_file',
  'files_done',
  'files_failed',
  'bytes_sent',
  'retries',
  'next_attempt_at',
  'waits_for',
  'is_seeding',
  'seeded_seconds',
];

const keepLeftover = (column: 'identity' | 'info_hash'): string => `
  CREATE OR REPLACE FUNCTION keep_download_leftover() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO download_leftover (download_id, ${column}, worker_id, held_until)
    VALUES (OLD.id, OLD.${column}, OLD.worker_id, coalesce(OLD.lease_until, now()));
    RETURN NULL;
  END $$`;
