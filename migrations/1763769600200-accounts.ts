import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People, their sessions, and the refresh tokens of each session. */
export class Accounts1763769600200 implements MigrationInterface {
  readonly name = 'Accounts1763769600200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE app_user (
        id uuid CONSTRAINT pk_app_user PRIMARY KEY,
        username text NOT NULL,
        email text,
        password_hash text NOT NULL,
        role text NOT NULL CONSTRAINT ck_app_user_role CHECK (role IN ('user', 'moderator', 'admin')),
        status text NOT NULL DEFAULT 'active' CONSTRAINT ck_app_user_status CHECK (status IN ('active', 'inactive', 'suspended')),
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE UNIQUE INDEX ux_app_user_username ON app_user (lower(username))');
    await runner.query('CREATE UNIQUE INDEX ux_app_user_email ON app_user (lower(email))');
    await runner.query(`
      CREATE TABLE auth_session (
        id uuid CONSTRAINT pk_auth_session PRIMARY KEY,
        user_id uuid NOT NULL CONSTRAINT fk_auth_session_user_id REFERENCES app_user ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        ip_address text,
        user_agent text
      )`);
    await runner.query('CREATE INDEX ix_auth_session_user_id ON auth_session (user_id)');
    await runner.query(`
      CREATE TABLE refresh_token (
        token_hash text CONSTRAINT pk_refresh_token PRIMARY KEY,
        session_id uuid NOT NULL CONSTRAINT fk_refresh_token_session_id REFERENCES auth_session ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      )`);
    await runner.query('CREATE INDEX ix_refresh_token_session_id ON refresh_token (session_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE refresh_token');
    await runner.query('DROP TABLE auth_session');
    await runner.query('DROP TABLE app_user');
  }
}
