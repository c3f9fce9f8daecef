import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Searches, what became of them at each provider, and what they found. */
export class Search1763769600400 implements MigrationInterface {
  readonly name = 'Search1763769600400';

  async up(runner: QueryRunner): Promise<void> {
    await this.createSearch(runner);
    await this.createResults(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['search_source', 'search_title', 'search_provider_run', 'search']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }

  private async createSearch(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE search (
        id uuid CONSTRAINT pk_search PRIMARY KEY,
        owner_id uuid NOT NULL CONSTRAINT fk_search_owner_id REFERENCES app_user (id) ON DELETE CASCADE,
        query text NOT NULL,
        media_type text NOT NULL,
        year integer,
        quality_preference text NOT NULL,
        status text NOT NULL,
        created_at timestamptz NOT NULL,
        deadline_at timestamptz NOT NULL,
        completed_at timestamptz,
        scoring_job_id uuid
      )`);
    await runner.query('CREATE INDEX ix_search_owner_id_created_at ON search (owner_id, created_at)');
    await runner.query(`CREATE INDEX ix_search_open ON search (deadline_at) WHERE status = 'searching'`);
    await runner.query('CREATE INDEX ix_search_scoring ON search (id) WHERE scoring_job_id IS NOT NULL');
    await runner.query(`
      CREATE TABLE search_provider_run (
        id uuid CONSTRAINT pk_search_provider_run PRIMARY KEY,
        search_id uuid NOT NULL CONSTRAINT fk_search_provider_run_search_id REFERENCES search (id) ON DELETE CASCADE,
        provider text NOT NULL,
        status text NOT NULL,
        error_code text,
        error_message text,
        result_count integer NOT NULL DEFAULT 0,
        started_at timestamptz,
        ended_at timestamptz
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX ux_search_provider_run_search_id_provider ON search_provider_run (search_id, provider)',
    );
  }

  private async createResults(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE search_title (
        search_id uuid NOT NULL CONSTRAINT fk_search_title_search_id REFERENCES search (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        group_key text NOT NULL,
        title text NOT NULL,
        year integer,
        media_type text NOT NULL,
        tmdb_id integer,
        imdb_id text,
        poster_url text,
        rating double precision,
        overview text,
        CONSTRAINT pk_search_title PRIMARY KEY (search_id, id)
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX ux_search_title_search_id_group_key ON search_title (search_id, group_key)',
    );
    await runner.query('CREATE INDEX ix_search_title_id ON search_title (id)');
    await runner.query(`
      CREATE TABLE search_source (
        id uuid CONSTRAINT pk_search_source PRIMARY KEY,
        search_id uuid NOT NULL,
        title_id uuid NOT NULL,
        identity text NOT NULL,
        provider text NOT NULL,
        found_by text[] NOT NULL,
        indexer text,
        release_name text NOT NULL,
        info_hash text,
        magnet_link text,
        torrent_url text,
        size_bytes bigint,
        seeders integer,
        leechers integer,
        published_at timestamptz,
        download_volume_factor double precision,
        attributes jsonb NOT NULL,
        score integer NOT NULL,
        reasons jsonb NOT NULL,
        found_at timestamptz NOT NULL,
        CONSTRAINT fk_search_source_title_id FOREIGN KEY (search_id, title_id)
          REFERENCES search_title (search_id, id) ON DELETE CASCADE
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX ux_search_source_search_id_identity ON search_source (search_id, identity)',
    );
    await runner.query(
      'CREATE INDEX ix_search_source_search_id_title_id ON search_source (search_id, title_id)',
    );
  }
}
