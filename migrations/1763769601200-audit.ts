import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit trail, the hash chain over it, and the triggers that keep both append-only. */
export class Audit1763769601200 implements MigrationInterface {
  readonly name = 'Audit1763769601200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE_LOG);
    for (const index of INDEXES) await runner.query(index);
    for (const statement of CREATE_CHAIN) await runner.query(statement);
    for (const statement of QUEUE_NEW_ROWS) await runner.query(statement);
    for (const statement of REFUSE_CHANGES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['audit_head', 'audit_seal', 'audit_pending', 'audit_log']) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await runner.query('DROP FUNCTION audit_queue_row()');
    await runner.query('DROP FUNCTION audit_refuse_change()');
  }
}

const CREATE_LOG = `
  CREATE TABLE audit_log (
    id uuid CONSTRAINT pk_audit_log PRIMARY KEY,
    ordinal bigserial NOT NULL,
    user_id uuid,
    action text NOT NULL,
    resource text NOT NULL,
    resource_id text,
    old_value jsonb,
    new_value jsonb,
    ip_address text,
    user_agent text,
    request_id text,
    timestamp timestamptz NOT NULL DEFAULT clock_timestamp()
  )`;

const INDEXES = [
  'CREATE UNIQUE INDEX ux_audit_log_ordinal ON audit_log (ordinal)',
  'CREATE INDEX ix_audit_log_user_id_ordinal ON audit_log (user_id, ordinal)',
  'CREATE INDEX ix_audit_log_action_ordinal ON audit_log (action, ordinal)',
  'CREATE INDEX ix_audit_log_resource_resource_id_ordinal ON audit_log (resource, resource_id, ordinal)',
  'CREATE INDEX ix_audit_log_ip_address_ordinal ON audit_log (ip_address, ordinal)',
  'CREATE INDEX ix_audit_log_timestamp ON audit_log (timestamp)',
];

const CREATE_CHAIN = [
  `CREATE TABLE audit_pending (
    ordinal bigint CONSTRAINT pk_audit_pending PRIMARY KEY,
    audit_id uuid NOT NULL
  )`,
  `CREATE TABLE audit_seal (
    position bigint CONSTRAINT pk_audit_seal PRIMARY KEY,
    audit_id uuid NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL
  )`,
  'CREATE UNIQUE INDEX ux_audit_seal_audit_id ON audit_seal (audit_id)',
  `CREATE TABLE audit_head (
    id boolean DEFAULT true CONSTRAINT pk_audit_head PRIMARY KEY CONSTRAINT ck_audit_head_id CHECK (id),
    generation integer NOT NULL,
    position bigint NOT NULL,
    hash text NOT NULL,
    signature text NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
  )`,
];

/** The database itself queues every row for sealing, whoever writes it. */
const QUEUE_NEW_ROWS = [
  `CREATE FUNCTION audit_queue_row() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO audit_pending (ordinal, audit_id) VALUES (NEW.ordinal, NEW.id);
      RETURN NULL;
    END
  $$`,
  `CREATE TRIGGER audit_log_queue AFTER INSERT ON audit_log
    FOR EACH ROW EXECUTE FUNCTION audit_queue_row()`,
  'ALTER TABLE audit_log ENABLE ALWAYS TRIGGER audit_log_queue',
];

/**
 * The application's role owns the tables where it also migrates, and an owner can grant itself anything: so triggers
 * refuse, in replica mode too, and the privileges are taken away besides.
 */
const REFUSE_CHANGES = [
  `CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '% on % is refused: the audit trail is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
    END
  $$`,
  ...['audit_log', 'audit_seal'].flatMap((table) => appendOnly(table, 'UPDATE OR DELETE OR TRUNCATE')),
  ...appendOnly('audit_head', 'DELETE OR TRUNCATE'),
  'REVOKE UPDATE, DELETE, TRUNCATE ON audit_log, audit_seal FROM PUBLIC, CURRENT_USER',
];

function appendOnly(table: string, refused: string): string[] {
  return [
    `CREATE TRIGGER ${table}_append_only BEFORE ${refused} ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()`,
    `ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_append_only`,
  ];
}
