import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Session cookies, remember tokens, API keys, and passwords that have to be changed. */
export class AuthCredentials1763769601300 implements MigrationInterface {
  readonly name = 'AuthCredentials1763769601300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE app_user
        ADD COLUMN requires_password_change boolean NOT NULL DEFAULT false,
        ADD COLUMN last_login_at timestamptz`);
    await runner.query(`
      ALTER TABLE auth_session
        ADD COLUMN cookie_hash text,
        ADD COLUMN remember_series_id uuid`);
    await runner.query('CREATE UNIQUE INDEX ux_auth_session_cookie_hash ON auth_session (cookie_hash)');
    await runner.query(
      'CREATE INDEX ix_auth_session_remember_series_id ON auth_session (remember_series_id)',
    );
    await runner.query(`
      CREATE TABLE remember_token (
        token_hash text CONSTRAINT pk_remember_token PRIMARY KEY,
        series_id uuid NOT NULL,
        user_id uuid NOT NULL CONSTRAINT fk_remember_token_user_id REFERENCES app_user ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      )`);
    await runner.query('CREATE INDEX ix_remember_token_user_id ON remember_token (user_id)');
    await runner.query('CREATE INDEX ix_remember_token_series_id ON remember_token (series_id)');
    await runner.query(`
      CREATE TABLE api_key (
        id uuid CONSTRAINT pk_api_key PRIMARY KEY,
        user_id uuid NOT NULL CONSTRAINT fk_api_key_user_id REFERENCES app_user ON DELETE CASCADE,
        name text NOT NULL,
        prefix text NOT NULL,
        key_hash text NOT NULL,
        scopes text[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        last_used_at timestamptz
      )`);
    await runner.query('CREATE INDEX ix_api_key_user_id ON api_key (user_id)');
    await runner.query('CREATE UNIQUE INDEX ux_api_key_key_hash ON api_key (key_hash)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_key');
    await runner.query('DROP TABLE remember_token');
    await runner.query('ALTER TABLE auth_session DROP COLUMN remember_series_id, DROP COLUMN cookie_hash');
    await runner.query(
      'ALTER TABLE app_user DROP COLUMN last_login_at, DROP COLUMN requires_password_change',
    );
  }
}
