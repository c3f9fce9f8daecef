import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts elsewhere (Plex, OpenID Connect) that people sign in with, and the sign-ins that are under way. */
export class ExternalIdentities1763769601400 implements MigrationInterface {
  readonly name = 'ExternalIdentities1763769601400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE app_user ALTER COLUMN password_hash DROP NOT NULL');
    await runner.query(`
      CREATE TABLE external_identity (
        id uuid CONSTRAINT pk_external_identity PRIMARY KEY,
        provider text NOT NULL CONSTRAINT ck_external_identity_provider CHECK (provider IN ('plex', 'oidc')),
        issuer text NOT NULL,
        subject text NOT NULL,
        user_id uuid NOT NULL CONSTRAINT fk_external_identity_user_id REFERENCES app_user ON DELETE CASCADE,
        username text,
        email text,
        sealed_token text,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX ux_external_identity_provider_issuer_subject ON external_identity (provider, issuer, subject)',
    );
    await runner.query(
      'CREATE UNIQUE INDEX ux_external_identity_user_id_provider_issuer ON external_identity (user_id, provider, issuer)',
    );
    await this.createPlexTables(runner);
    await this.createOidcTables(runner);
  }

  /** Accounts that never had a password get one that nothing matches, so that the column can be NOT NULL again. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE oidc_sign_in');
    await runner.query('DROP TABLE plex_pin');
    await runner.query('DROP TABLE plex_client');
    await runner.query('DROP TABLE external_identity');
    await runner.query(`UPDATE app_user SET password_hash = '!' WHERE password_hash IS NULL`);
    await runner.query('ALTER TABLE app_user ALTER COLUMN password_hash SET NOT NULL');
  }

  private async createPlexTables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE plex_client (
        id smallint CONSTRAINT pk_plex_client PRIMARY KEY,
        client_identifier uuid NOT NULL,
        CONSTRAINT ck_plex_client_id CHECK (id = 1)
      )`);
    await runner.query('INSERT INTO plex_client (id, client_identifier) VALUES (1, gen_random_uuid())');
    await runner.query(`
      CREATE TABLE plex_pin (
        id uuid CONSTRAINT pk_plex_pin PRIMARY KEY,
        plex_pin_id text NOT NULL,
        code text NOT NULL,
        client_identifier text NOT NULL,
        browser_hash text NOT NULL,
        link_session_id uuid CONSTRAINT fk_plex_pin_link_session_id REFERENCES auth_session ON DELETE CASCADE,
        sealed_token text,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        polled_at timestamptz,
        used_at timestamptz
      )`);
    await runner.query('CREATE INDEX ix_plex_pin_link_session_id ON plex_pin (link_session_id)');
    await runner.query('CREATE INDEX ix_plex_pin_expires_at ON plex_pin (expires_at)');
  }

  private async createOidcTables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE oidc_sign_in (
        state_hash text CONSTRAINT pk_oidc_sign_in PRIMARY KEY,
        browser_hash text NOT NULL,
        link_session_id uuid CONSTRAINT fk_oidc_sign_in_link_session_id REFERENCES auth_session ON DELETE CASCADE,
        wants_remember boolean NOT NULL,
        code_challenge text,
        return_to text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        user_id uuid CONSTRAINT fk_oidc_sign_in_user_id REFERENCES app_user ON DELETE CASCADE,
        exchange_hash text,
        exchange_expires_at timestamptz,
        exchanged_at timestamptz
      )`);
    await runner.query('CREATE INDEX ix_oidc_sign_in_link_session_id ON oidc_sign_in (link_session_id)');
    await runner.query('CREATE INDEX ix_oidc_sign_in_user_id ON oidc_sign_in (user_id)');
    await runner.query('CREATE INDEX ix_oidc_sign_in_expires_at ON oidc_sign_in (expires_at)');
    await runner.query('CREATE UNIQUE INDEX ux_oidc_sign_in_exchange_hash ON oidc_sign_in (exchange_hash)');
  }
}
