import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Downloads and the workers that run them. */
export class Downloads1763769600500 implements MigrationInterface {
  readonly name = 'Downloads1763769600500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE_DOWNLOAD);
    for (const index of INDEXES) await runner.query(index);
    await runner.query(`
      CREATE TABLE worker_node (
        id uuid CONSTRAINT pk_worker_node PRIMARY KEY,
        base_url text NOT NULL,
        host text NOT NULL,
        pid integer NOT NULL,
        started_at timestamptz NOT NULL DEFAULT now(),
        seen_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX ix_worker_node_host ON worker_node (host)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE worker_node');
    await runner.query('DROP TABLE download');
  }
}

const CREATE_DOWNLOAD = `
  CREATE TABLE download (
    id uuid CONSTRAINT pk_download PRIMARY KEY,
    owner_id uuid NOT NULL CONSTRAINT fk_download_owner_id REFERENCES app_user ON DELETE CASCADE,
    media_id uuid NOT NULL CONSTRAINT fk_download_media_id REFERENCES media,
    source_id uuid,
    kind text NOT NULL DEFAULT 'torrent',
    release_name text NOT NULL,
    info_hash text NOT NULL,
    magnet_link text NOT NULL,
    quality_preference text,
    desired_state text NOT NULL DEFAULT 'running'
      CONSTRAINT ck_download_desired_state CHECK (desired_state IN ('running', 'paused', 'cancelled')),
    state text NOT NULL DEFAULT 'pending' CONSTRAINT ck_download_state
      CHECK (state IN ('pending', 'running', 'importing', 'paused', 'completed', 'failed', 'cancelled')),
    worker_id uuid,
    lease_until timestamptz,
    has_directory boolean NOT NULL DEFAULT false,
    bytes_done bigint NOT NULL DEFAULT 0,
    total_bytes bigint,
    speed_bytes_per_sec bigint NOT NULL DEFAULT 0,
    eta_seconds integer,
    seeders integer NOT NULL DEFAULT 0,
    leechers integer NOT NULL DEFAULT 0,
    peers jsonb NOT NULL DEFAULT '[]',
    files jsonb NOT NULL DEFAULT '[]',
    torrent_metadata bytea,
    error_code text,
    error_message text,
    attempts integer NOT NULL DEFAULT 0,
    started_at timestamptz,
    completed_at timestamptz,
    last_progress_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  )`;

const INDEXES = [
  `CREATE UNIQUE INDEX ux_download_info_hash ON download (info_hash)
    WHERE state IN ('pending', 'running', 'importing', 'paused')`,
  'CREATE INDEX ix_download_info_hash ON download (info_hash)',
  'CREATE INDEX ix_download_owner_id ON download (owner_id, created_at)',
  'CREATE INDEX ix_download_media_id ON download (media_id)',
  'CREATE INDEX ix_download_worker_id ON download (worker_id)',
  `CREATE INDEX ix_download_waiting ON download (created_at) WHERE state IN ('pending', 'running', 'importing')`,
  `CREATE INDEX ix_download_directory ON download (id) WHERE has_directory AND state IN ('completed', 'cancelled')`,
];
