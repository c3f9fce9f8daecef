import type { Client } from 'pg';
import { titleKey } from '../../../src/modules/media/title-key.js';
import { GENRES } from './words.js';
import { pickSkewed, seededRandom, titleAt } from './titles.js';
import type { Random } from './titles.js';

const BATCH_ROWS = 10_000;
const SEED = 20261122;
/** Of a hundred titles; the others are movies. */
const SERIES_PERCENT = 9;
const OVERVIEW =
  'A story that nobody asked for, told by people who could not leave it alone: two families, one house at the ' +
  'edge of the town, and the summer in which everything that had been agreed on turned out to be negotiable.';

interface Column {
  readonly name: string;
  readonly type: string;
}

const COLUMNS: readonly Column[] = [
  { name: 'id', type: 'uuid' },
  { name: 'title', type: 'text' },
  { name: 'title_key', type: 'text' },
  { name: 'search_text', type: 'text' },
  { name: 'media_type', type: 'text' },
  { name: 'year', type: 'integer' },
  { name: 'tmdb_id', type: 'integer' },
  { name: 'overview', type: 'text' },
  { name: 'rating', type: 'double precision' },
  { name: 'genres', type: 'text' },
  { name: 'status', type: 'text' },
  { name: 'created_at', type: 'timestamptz' },
];

const hex = (random: Random, digits: number): string =>
  Math.floor(random() * 16 ** digits)
    .toString(16)
    .padStart(digits, '0');

const inventId = (random: Random): string =>
  `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 6)}${hex(random, 6)}`;

function inventGenres(random: Random): string {
  const count = 1 + Math.floor(random() * 3);
  const genres = new Set(Array.from({ length: count }, () => pickSkewed(random, GENRES)));
  return `{${[...genres].join(',')}}`;
}

function inventRow(index: number, random: Random): (string | number | null)[] {
  const { title, year } = titleAt(index, random);
  const key = titleKey(title);
  const rating = random() < 0.08 ? null : Math.round(100 * (random() + random() + random())) / 30;
  return [
    inventId(random),
    title,
    key,
    random() < 0.1 ? `${key}\n${titleKey(titleAt(Number.MAX_SAFE_INTEGER, random).title)}` : key,
    index > 100 && random() * 100 < SERIES_PERCENT ? 'tv' : 'movie',
    year,
    index + 1,
    OVERVIEW.slice(0, 80 + Math.floor(random() * 140)),
    rating === null ? null : Math.round(rating * 10) / 10,
    inventGenres(random),
    random() < 0.2 ? 'available' : 'wanted',
    new Date(Date.UTC(2020, 0, 1) + Math.floor(random() * 2e11)).toISOString(),
  ];
}

/** Drops the indexes that no constraint needs, and answers with what makes them again. */
async function dropIndexes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'media'::regclass
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid)`);
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}

async function insertBatch(client: Client, rows: (string | number | null)[][]): Promise<void> {
  const names = COLUMNS.map(({ name }) => name).join(', ');
  const parameters = COLUMNS.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ');
  const values = COLUMNS.map(({ name }) => (name === 'genres' ? 'genres::text[]' : name)).join(', ');
  await client.query(
    `INSERT INTO media (${names}) SELECT ${values} FROM unnest(${parameters}) AS row (${names})`,
    COLUMNS.map((_, column) => rows.map((row) => row[column] ?? null)),
  );
}

async function insertAll(client: Client, count: number): Promise<void> {
  const random = seededRandom(SEED);
  for (let first = 0; first < count; first += BATCH_ROWS) {
    const length = Math.min(BATCH_ROWS, count - first);
    await insertBatch(
      client,
      Array.from({ length }, (_, offset) => inventRow(first + offset, random)),
    );
  }
}

/** The vocabulary that triggers keep, all at once. */
const LEARN_WORDS = `
  INSERT INTO media_word
  SELECT DISTINCT word FROM media, regexp_split_to_table(search_text, '[ \n]') AS word
   WHERE length(word) BETWEEN 2 AND 40
  ON CONFLICT DO NOTHING`;

/** Fills the catalogue with `count` titles, always the same ones. Indexes and vocabulary are made afterwards: faster. */
export async function seedCatalogue(
  client: Client,
  count: number,
  log: (line: string) => void,
): Promise<void> {
  await client.query(`SET maintenance_work_mem = '512MB'`);
  await client.query(`SET synchronous_commit = off`);
  const definitions = await dropIndexes(client);
  await client.query('ALTER TABLE media DISABLE TRIGGER USER');
  await insertAll(client, count);
  log(`${count} rows written; making ${definitions.length} indexes`);
  await client.query(LEARN_WORDS);
  await client.query('ALTER TABLE media ENABLE TRIGGER USER');
  for (const definition of definitions) await client.query(definition);
  await client.query('VACUUM (ANALYZE) media');
  await client.query('VACUUM (ANALYZE) media_word');
}
