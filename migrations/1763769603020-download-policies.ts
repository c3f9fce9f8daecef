import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Releases that failed for good, what people have received and may receive, and why downloads wait. */
export class DownloadPolicies1763769603020 implements MigrationInterface {
  readonly name = 'DownloadPolicies1763769603020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE_BLOCKED_RELEASE);
    await runner.query('CREATE INDEX ix_blocked_release_media_id ON blocked_release (media_id)');
    await runner.query(`
      CREATE TABLE download_usage (
        owner_id uuid NOT NULL CONSTRAINT fk_download_usage_owner_id REFERENCES app_user ON DELETE CASCADE,
        hour timestamptz NOT NULL,
        bytes bigint NOT NULL,
        CONSTRAINT pk_download_usage PRIMARY KEY (owner_id, hour)
      )`);
    await runner.query('CREATE INDEX ix_download_usage_hour ON download_usage (hour)');
    await runner.query(`
      CREATE TABLE user_quota (
        user_id uuid CONSTRAINT pk_user_quota PRIMARY KEY
          CONSTRAINT fk_user_quota_user_id REFERENCES app_user ON DELETE CASCADE,
        daily_bytes bigint,
        stored_bytes bigint,
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      ALTER TABLE download ADD CONSTRAINT ck_download_waits_for CHECK (waits_for IN
        ('queue', 'user_limit', 'kind_limit', 'disk_space', 'slow_hours', 'retry', 'quota'))`);
    await runner.query(
      `CREATE INDEX ix_download_seeding ON download (id) WHERE is_seeding AND state = 'completed'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_download_seeding');
    await runner.query('ALTER TABLE download DROP CONSTRAINT ck_download_waits_for');
    for (const table of ['user_quota', 'download_usage', 'blocked_release'])
      await runner.query(`DROP TABLE ${table}`);
  }
}

const CREATE_BLOCKED_RELEASE = `
  CREATE TABLE blocked_release (
    id uuid CONSTRAINT pk_blocked_release PRIMARY KEY,
    identity text NOT NULL CONSTRAINT ux_blocked_release_identity UNIQUE,
    media_id uuid CONSTRAINT fk_blocked_release_media_id REFERENCES media ON DELETE SET NULL,
    release_name text NOT NULL,
    reason text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz
  )`;
