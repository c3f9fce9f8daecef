import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Permissions to read a file, each behind one link. */
export class Streaming1763769600600 implements MigrationInterface {
  readonly name = 'Streaming1763769600600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE streaming_session (
        id uuid CONSTRAINT pk_streaming_session PRIMARY KEY,
        user_id uuid NOT NULL CONSTRAINT fk_streaming_session_user_id REFERENCES app_user ON DELETE CASCADE,
        auth_session_id uuid
          CONSTRAINT fk_streaming_session_auth_session_id REFERENCES auth_session ON DELETE CASCADE,
        media_id uuid NOT NULL CONSTRAINT fk_streaming_session_media_id REFERENCES media ON DELETE CASCADE,
        file_id uuid CONSTRAINT fk_streaming_session_file_id REFERENCES media_file ON DELETE CASCADE,
        download_id uuid CONSTRAINT fk_streaming_session_download_id REFERENCES download ON DELETE CASCADE,
        quality text,
        subtitle_language text,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        CONSTRAINT ck_streaming_session_source CHECK ((file_id IS NULL) <> (download_id IS NULL))
      )`);
    await runner.query(
      'CREATE INDEX ix_streaming_session_user_id ON streaming_session (user_id, expires_at)',
    );
    for (const column of ['auth_session_id', 'media_id', 'file_id', 'download_id']) {
      await runner.query(`CREATE INDEX ix_streaming_session_${column} ON streaming_session (${column})`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE streaming_session');
  }
}
