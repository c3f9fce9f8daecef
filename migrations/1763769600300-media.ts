import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The catalogue and the files of the library. */
export class Media1763769600300 implements MigrationInterface {
  readonly name = 'Media1763769600300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    await runner.query(`
      CREATE TABLE media (
        id uuid CONSTRAINT pk_media PRIMARY KEY,
        title text NOT NULL,
        original_title text,
        title_key text NOT NULL,
        search_text text NOT NULL,
        media_type text NOT NULL CONSTRAINT ck_media_media_type CHECK (media_type IN ('movie', 'tv', 'episode')),
        year integer,
        tmdb_id integer,
        imdb_id text,
        poster_url text,
        backdrop_url text,
        overview text,
        rating double precision,
        genres text[] NOT NULL DEFAULT '{}',
        runtime_minutes integer,
        status text NOT NULL DEFAULT 'wanted'
          CONSTRAINT ck_media_status CHECK (status IN ('wanted', 'downloading', 'available')),
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX ux_media_tmdb_id_media_type ON media (tmdb_id, media_type) WHERE tmdb_id IS NOT NULL`);
    await runner.query(`
      CREATE UNIQUE INDEX ux_media_title_key_year_media_type ON media (title_key, COALESCE(year, 0), media_type)
        WHERE tmdb_id IS NULL AND media_type <> 'episode'`);
    await runner.query('CREATE INDEX ix_media_created_at ON media (created_at, id)');
    await runner.query('CREATE INDEX ix_media_title_key ON media (title_key, id)');
    await runner.query('CREATE INDEX ix_media_search_text ON media USING gin (search_text gin_trgm_ops)');
    await runner.query('CREATE INDEX ix_media_genres ON media USING gin (genres)');
    await runner.query(`
      CREATE TABLE media_file (
        id uuid CONSTRAINT pk_media_file PRIMARY KEY,
        media_id uuid NOT NULL CONSTRAINT fk_media_file_media_id REFERENCES media ON DELETE CASCADE,
        download_id uuid,
        relative_path text NOT NULL,
        size_bytes bigint NOT NULL,
        container text,
        codec_video text,
        codec_audio text,
        resolution text,
        width integer,
        height integer,
        duration_seconds double precision,
        audio_tracks jsonb NOT NULL DEFAULT '[]',
        subtitle_tracks jsonb NOT NULL DEFAULT '[]',
        quality_score integer,
        source text NOT NULL,
        checksum_sha256 text,
        downloaded_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX ix_media_file_media_id ON media_file (media_id)');
    await runner.query('CREATE INDEX ix_media_file_download_id ON media_file (download_id)');
    await runner.query('CREATE UNIQUE INDEX ux_media_file_relative_path ON media_file (relative_path)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE media_file');
    await runner.query('DROP TABLE media');
    // The extension may have been there before, and may serve others.
  }
}
