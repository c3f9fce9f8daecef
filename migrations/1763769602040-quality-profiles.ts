import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Quality profiles with the three built-in ones, and what searches and sources keep of their scoring. */
export class QualityProfiles1763769602040 implements MigrationInterface {
  readonly name = 'QualityProfiles1763769602040';

  async up(runner: QueryRunner): Promise<void> {
    await this.createProfiles(runner);
    await this.insertBuiltIns(runner);
    await runner.query(`
      ALTER TABLE search
        ADD COLUMN quality_profile_id uuid
          CONSTRAINT fk_search_quality_profile_id REFERENCES quality_profile (id) ON DELETE SET NULL,
        ADD COLUMN scorer text NOT NULL DEFAULT 'rules',
        ADD COLUMN scorer_note text`);
    await runner.query('CREATE INDEX ix_search_quality_profile_id ON search (quality_profile_id)');
    await runner.query(`
      UPDATE search SET quality_profile_id = p.id FROM quality_profile p WHERE p.key = search.quality_preference`);
    await runner.query(`
      ALTER TABLE search_source
        ADD COLUMN flags text[] NOT NULL DEFAULT '{}',
        ADD COLUMN is_acceptable boolean NOT NULL DEFAULT true`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE search_source DROP COLUMN flags, DROP COLUMN is_acceptable');
    await runner.query(
      'ALTER TABLE search DROP COLUMN quality_profile_id, DROP COLUMN scorer, DROP COLUMN scorer_note',
    );
    await runner.query('DROP TABLE quality_profile');
  }

  private async createProfiles(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE quality_profile (
        id uuid CONSTRAINT pk_quality_profile PRIMARY KEY,
        key text,
        name text NOT NULL,
        qualities text[] NOT NULL,
        cutoff text NOT NULL,
        is_upgrade_allowed boolean NOT NULL,
        size_limits jsonb NOT NULL,
        preferred_terms jsonb NOT NULL,
        rejected_terms text[] NOT NULL,
        languages text[] NOT NULL,
        min_seeders integer NOT NULL,
        preferred_codecs text[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE UNIQUE INDEX ux_quality_profile_key ON quality_profile (key)');
    await runner.query('CREATE UNIQUE INDEX ux_quality_profile_name ON quality_profile (lower(name))');
  }

  private async insertBuiltIns(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO quality_profile (id, key, name, qualities, cutoff, is_upgrade_allowed, size_limits, preferred_terms,
                                   rejected_terms, languages, min_seeders, preferred_codecs)
      VALUES
        (gen_random_uuid(), 'high', 'High',
         '{Remux-2160p,Bluray-2160p,WEB-2160p,HDTV-2160p,Remux-1080p,Bluray-1080p,WEB-1080p,HDTV-1080p,
           Bluray-720p,WEB-720p,HDTV-720p}',
         'WEB-1080p', true, '[]', '[]', '{}', '{}', 0, '{}'),
        (gen_random_uuid(), 'medium', 'Medium',
         '{WEB-1080p,Bluray-1080p,HDTV-1080p,Bluray-720p,WEB-720p,HDTV-720p,WEB-2160p,Bluray-2160p,HDTV-2160p,
           DVD,SD,Unknown}',
         'HDTV-720p', true, '[]', '[]', '{}', '{}', 0, '{}'),
        (gen_random_uuid(), 'any', 'Any',
         '{Bluray-1080p,WEB-1080p,HDTV-1080p,Bluray-720p,WEB-720p,HDTV-720p,Bluray-2160p,WEB-2160p,HDTV-2160p,
           Remux-1080p,Remux-2160p,DVD,SD,Unknown,Screener,TC,TS,CAM,Workprint}',
         'SD', false, '[]', '[]', '{}', '{}', 0, '{}')`);
    await runner.query(`
      UPDATE quality_profile SET size_limits = (
        SELECT jsonb_agg(jsonb_build_object('quality', q, 'minMbPerMinute', NULL, 'maxMbPerMinute', 125) ORDER BY n)
          FROM unnest(qualities) WITH ORDINALITY AS listed (q, n))
       WHERE key = 'medium'`);
  }
}
