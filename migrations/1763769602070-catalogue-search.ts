import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists, counts and searches of a catalogue with a million titles: an index for every order, names and their words. */
export class CatalogueSearch1763769602070 implements MigrationInterface {
  readonly name = 'CatalogueSearch1763769602070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_media_created_at');
    await runner.query('DROP INDEX ix_media_title_key');
    // The same order on every server, and one in which an index finds beginnings.
    await runner.query('ALTER TABLE media ALTER COLUMN title_key TYPE text COLLATE "C"');
    for (const index of INDEXES) await runner.query(index);
    await runner.query(
      'CREATE TABLE media_word (word text COLLATE "C" CONSTRAINT pk_media_word PRIMARY KEY)',
    );
    await runner.query('CREATE INDEX ix_media_word_word ON media_word USING gin (word gin_trgm_ops)');
    await runner.query(LEARN);
    for (const trigger of TRIGGERS) await runner.query(trigger);
    await runner.query(learn('media'));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['media_learn_inserted', 'media_learn_updated'])
      await runner.query(`DROP TRIGGER ${name} ON media`);
    await runner.query('DROP FUNCTION media_learn_words');
    await runner.query('DROP TABLE media_word');
    for (const name of NAMES) await runner.query(`DROP INDEX ${name}`);
    await runner.query('ALTER TABLE media ALTER COLUMN title_key TYPE text COLLATE "default"');
    await runner.query('CREATE INDEX ix_media_created_at ON media (created_at, id)');
    await runner.query('CREATE INDEX ix_media_title_key ON media (title_key, id)');
  }
}

/** The other columns that filters read ride along, so that neither counting nor skipping rows visits the table. */
const INDEXES = [
  'CREATE INDEX ix_media_media_type_created_at ON media (media_type, created_at, id) INCLUDE (year, rating)',
  'CREATE INDEX ix_media_media_type_title_key ON media (media_type, title_key, id) INCLUDE (year, rating)',
  'CREATE INDEX ix_media_media_type_year ON media (media_type, year, id) INCLUDE (rating)',
  `CREATE INDEX ix_media_media_type_year_desc
    ON media (media_type, year DESC NULLS LAST, id DESC) INCLUDE (rating)`,
  'CREATE INDEX ix_media_media_type_rating ON media (media_type, rating, id) INCLUDE (year)',
  `CREATE INDEX ix_media_media_type_rating_desc
    ON media (media_type, rating DESC NULLS LAST, id DESC) INCLUDE (year)`,
  `CREATE INDEX ix_media_names ON media USING gin (string_to_array(search_text, E'\\n'))`,
];

const NAMES = INDEXES.map((index) => index.split(/\s+/)[2]);

/** In one order, so that two transactions that learn the same words wait for each other and don't deadlock. */
const wordsOf = (rows: string): string => `
  SELECT DISTINCT word
    FROM ${rows} AS named, regexp_split_to_table(named.search_text, '[ \\n]') AS word
   WHERE length(word) BETWEEN 2 AND 40
   ORDER BY word`;

/** Only what is new is written: most titles bring no new word. */
const learn = (rows: string): string => `
  INSERT INTO media_word
  SELECT word FROM (${wordsOf(rows)}) AS found
   WHERE NOT EXISTS (SELECT 1 FROM media_word AS known WHERE known.word = found.word COLLATE "C")
   ORDER BY word
  ON CONFLICT DO NOTHING`;

const LEARN = `
  CREATE FUNCTION media_learn_words() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_LEVEL = 'STATEMENT' THEN
      ${learn('added')};
    ELSE
      ${learn('(SELECT NEW.search_text)')};
    END IF;
    RETURN NULL;
  END $$`;

const TRIGGERS = [
  `CREATE TRIGGER media_learn_inserted AFTER INSERT ON media
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION media_learn_words()`,
  `CREATE TRIGGER media_learn_updated AFTER UPDATE OF search_text ON media FOR EACH ROW
    WHEN (OLD.search_text IS DISTINCT FROM NEW.search_text) EXECUTE FUNCTION media_learn_words()`,
];
