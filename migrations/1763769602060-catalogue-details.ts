import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Series with their seasons and episodes, and what TMDB tells of a title: people, images, and when to ask again. */
export class CatalogueDetails1763769602060 implements MigrationInterface {
  readonly name = 'CatalogueDetails1763769602060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EXTEND_MEDIA);
    // Rows from before are asked for as if they had just been added.
    await runner.query(`
      UPDATE media SET metadata_status = 'pending', metadata_due_at = now()
       WHERE tmdb_id IS NOT NULL AND media_type <> 'episode'`);
    for (const table of TABLES) await runner.query(table);
    for (const index of INDEXES) await runner.query(index);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['media_image', 'media_credit', 'person', 'season'])
      await runner.query(`DROP TABLE ${table}`);
    // Without their series they would be titles of the catalogue, and collide by name.
    await runner.query('DELETE FROM media WHERE series_id IS NOT NULL');
    await runner.query('DROP INDEX ux_media_series_id_season_number_episode_number');
    await runner.query('DROP INDEX ix_media_metadata_due_at');
    await runner.query(`
      ALTER TABLE media
        DROP CONSTRAINT ck_media_episode,
        ${COLUMNS.map((column) => `DROP COLUMN ${column}`).join(', ')}`);
  }
}

const COLUMNS = [
  'series_id',
  'season_number',
  'episode_number',
  'air_date',
  'certification',
  'alternative_titles',
  'locked_fields',
  'metadata_status',
  'metadata_error',
  'metadata_fetched_at',
  'metadata_due_at',
  'metadata_failures',
];

const EXTEND_MEDIA = `
  ALTER TABLE media
    ADD COLUMN series_id uuid CONSTRAINT fk_media_series_id REFERENCES media ON DELETE CASCADE,
    ADD COLUMN season_number integer,
    ADD COLUMN episode_number integer,
    ADD COLUMN air_date date,
    ADD COLUMN certification text,
    ADD COLUMN alternative_titles text[] NOT NULL DEFAULT '{}',
    ADD COLUMN locked_fields text[] NOT NULL DEFAULT '{}',
    ADD COLUMN metadata_status text NOT NULL DEFAULT 'none'
      CONSTRAINT ck_media_metadata_status CHECK (metadata_status IN ('none', 'pending', 'ready', 'failed')),
    ADD COLUMN metadata_error text,
    ADD COLUMN metadata_fetched_at timestamptz,
    ADD COLUMN metadata_due_at timestamptz,
    ADD COLUMN metadata_failures integer NOT NULL DEFAULT 0,
    ADD CONSTRAINT ck_media_episode CHECK (
      CASE WHEN series_id IS NULL THEN season_number IS NULL AND episode_number IS NULL
           ELSE media_type = 'episode' AND season_number IS NOT NULL AND episode_number IS NOT NULL END)`;

const TABLES = [
  `CREATE TABLE season (
    id uuid CONSTRAINT pk_season PRIMARY KEY,
    series_id uuid NOT NULL CONSTRAINT fk_season_series_id REFERENCES media ON DELETE CASCADE,
    number integer NOT NULL,
    name text,
    overview text,
    poster_url text,
    air_date date,
    tmdb_id integer,
    episode_count integer NOT NULL DEFAULT 0
  )`,
  `CREATE TABLE person (
    id uuid CONSTRAINT pk_person PRIMARY KEY,
    tmdb_id integer NOT NULL,
    name text NOT NULL,
    profile_url text
  )`,
  `CREATE TABLE media_credit (
    id uuid CONSTRAINT pk_media_credit PRIMARY KEY,
    media_id uuid NOT NULL CONSTRAINT fk_media_credit_media_id REFERENCES media ON DELETE CASCADE,
    person_id uuid NOT NULL CONSTRAINT fk_media_credit_person_id REFERENCES person ON DELETE CASCADE,
    kind text NOT NULL CONSTRAINT ck_media_credit_kind CHECK (kind IN ('cast', 'crew')),
    position integer NOT NULL,
    character text,
    job text,
    department text
  )`,
  `CREATE TABLE media_image (
    id uuid CONSTRAINT pk_media_image PRIMARY KEY,
    media_id uuid NOT NULL CONSTRAINT fk_media_image_media_id REFERENCES media ON DELETE CASCADE,
    kind text NOT NULL CONSTRAINT ck_media_image_kind CHECK (kind IN ('poster', 'backdrop', 'logo')),
    position integer NOT NULL,
    url text NOT NULL,
    language text,
    width integer NOT NULL,
    height integer NOT NULL
  )`,
];

const INDEXES = [
  `CREATE UNIQUE INDEX ux_media_series_id_season_number_episode_number
    ON media (series_id, season_number, episode_number) WHERE series_id IS NOT NULL`,
  'CREATE INDEX ix_media_metadata_due_at ON media (metadata_due_at) WHERE metadata_due_at IS NOT NULL',
  'CREATE UNIQUE INDEX ux_season_series_id_number ON season (series_id, number)',
  'CREATE UNIQUE INDEX ux_person_tmdb_id ON person (tmdb_id)',
  'CREATE UNIQUE INDEX ux_media_credit_media_id_kind_position ON media_credit (media_id, kind, position)',
  'CREATE INDEX ix_media_credit_person_id ON media_credit (person_id)',
  'CREATE UNIQUE INDEX ux_media_image_media_id_kind_position ON media_image (media_id, kind, position)',
];
