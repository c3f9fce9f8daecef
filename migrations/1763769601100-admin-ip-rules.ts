import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Addresses that administration is limited to. `cidr` refuses host bits and makes spellings comparable. */
export class AdminIpRules1763769601100 implements MigrationInterface {
  readonly name = 'AdminIpRules1763769601100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE admin_ip_rule (
        id uuid CONSTRAINT pk_admin_ip_rule PRIMARY KEY,
        cidr cidr NOT NULL,
        description text,
        created_by uuid CONSTRAINT fk_admin_ip_rule_created_by REFERENCES app_user ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE UNIQUE INDEX ux_admin_ip_rule_cidr ON admin_ip_rule (cidr)');
    await runner.query('CREATE INDEX ix_admin_ip_rule_created_by ON admin_ip_rule (created_by)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE admin_ip_rule');
  }
}
