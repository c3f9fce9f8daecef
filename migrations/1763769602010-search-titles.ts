import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Titles known by all their names instead of one key, told by providers that know titles, and mergeable; sources that are no
 * torrents. Searches are short-lived: those of before keep what they found, under the one name that they had.
 */
export class SearchTitles1763769602010 implements MigrationInterface {
  readonly name = 'SearchTitles1763769602010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ux_search_title_search_id_group_key');
    await runner.query(`
      ALTER TABLE search_title
        ADD COLUMN keys text[],
        ADD COLUMN original_title text,
        ADD COLUMN media_id uuid,
        ADD COLUMN runtime_minutes integer,
        ADD COLUMN is_identified boolean NOT NULL DEFAULT false,
        ADD COLUMN found_by text[],
        ADD COLUMN rank integer NOT NULL DEFAULT 0,
        ADD COLUMN merged_into uuid`);
    await runner.query(`
      UPDATE search_title t SET
        keys = ARRAY[regexp_replace(group_key, '^[^|]*[|][^|]*[|]', '')],
        found_by = COALESCE((SELECT array_agg(DISTINCT p) FROM search_source s, unnest(s.found_by) p
                              WHERE s.search_id = t.search_id AND s.title_id = t.id), '{}')`);
    await runner.query(`
      ALTER TABLE search_title
        DROP COLUMN group_key,
        ALTER COLUMN keys SET NOT NULL,
        ALTER COLUMN found_by SET NOT NULL,
        ALTER COLUMN is_identified DROP DEFAULT,
        ALTER COLUMN rank DROP DEFAULT`);
    await runner.query(`
      ALTER TABLE search_source
        ADD COLUMN kind text NOT NULL DEFAULT 'torrent',
        ADD COLUMN upload_volume_factor double precision,
        ADD COLUMN offer jsonb`);
    await runner.query('ALTER TABLE search_source ALTER COLUMN kind DROP DEFAULT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM search_source WHERE kind <> 'torrent'`);
    await runner.query(
      'ALTER TABLE search_source DROP COLUMN kind, DROP COLUMN upload_volume_factor, DROP COLUMN offer',
    );
    await runner.query('ALTER TABLE search_title ADD COLUMN group_key text');
    // The names of two titles may be one by now, and the key was unique.
    await runner.query(
      `UPDATE search_title SET group_key = media_type || '|' || COALESCE(year::text, '') || '|' || id`,
    );
    await runner.query(`
      ALTER TABLE search_title
        ALTER COLUMN group_key SET NOT NULL,
        DROP COLUMN keys,
        DROP COLUMN original_title,
        DROP COLUMN media_id,
        DROP COLUMN runtime_minutes,
        DROP COLUMN is_identified,
        DROP COLUMN found_by,
        DROP COLUMN rank,
        DROP COLUMN merged_into`);
    await runner.query(
      'CREATE UNIQUE INDEX ux_search_title_search_id_group_key ON search_title (search_id, group_key)',
    );
  }
}
