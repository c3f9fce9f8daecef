import type { MigrationInterface, QueryRunner } from 'typeorm';

/** More of what a file of the library is, what an import has to say, and files that the library no longer wants. */
export class Import1763769603030 implements MigrationInterface {
  readonly name = 'Import1763769603030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE media_file
        ADD COLUMN hdr_format text
          CONSTRAINT ck_media_file_hdr_format CHECK (hdr_format IN ('HDR10', 'HDR10+', 'DV', 'HLG')),
        ADD COLUMN episode_label text,
        ADD COLUMN subtitle_files jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN is_hardlink boolean`);
    await runner.query(
      'CREATE INDEX ix_media_file_unhashed ON media_file (downloaded_at) WHERE checksum_sha256 IS NULL',
    );
    await runner.query(`
      ALTER TABLE download ADD COLUMN import_note text
        CONSTRAINT ck_download_import_note CHECK (import_note IN ('kept_existing'))`);
    await runner.query(`
      CREATE TABLE library_leftover (
        id uuid CONSTRAINT pk_library_leftover PRIMARY KEY,
        relative_path text NOT NULL,
        inode text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE library_leftover');
    await runner.query('ALTER TABLE download DROP COLUMN import_note');
    await runner.query('DROP INDEX ix_media_file_unhashed');
    for (const column of ['is_hardlink', 'subtitle_files', 'episode_label', 'hdr_format'])
      await runner.query(`ALTER TABLE media_file DROP COLUMN ${column}`);
  }
}
