/** `npm run bench -- catalogue`: how fast a large catalogue is listed and searched, beside its SQL without Sokoul. */
import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { plainToInstance } from 'class-transformer';
import pg from 'pg';
import { Pool } from 'undici';
import { ListMediaQuery, toMediaFilter } from '../../../src/modules/media/dto/list-media.query.js';
import { BenchSystem } from './bench-system.js';
import { CASES } from './cases.js';
import type { BenchCase } from './cases.js';
import { RecordedStatements } from './recorded-statements.js';
import type { Statement } from './recorded-statements.js';
import { seedCatalogue } from './seed.js';
import { timed } from './timings.js';
import type { Timings } from './timings.js';

const DEFAULT_ROWS = 1_000_000;
const DEFAULT_TIMES = 60;

export interface CaseResult {
  readonly name: string;
  readonly query: string;
  readonly total: number;
  /** Milliseconds of requests to the API. */
  readonly http: Timings;
  /** Milliseconds of the same statements, sent by nothing but the PostgreSQL client. */
  readonly sql: Timings;
  /** Medians: HTTP to SQL. */
  readonly ratio: number;
}

interface Lab {
  readonly client: pg.Client;
  readonly recorded: RecordedStatements;
  readonly api: Pool;
  readonly token: string;
  readonly times: number;
}

async function request({ api, token }: Lab, query: string): Promise<void> {
  const { statusCode, body } = await api.request({
    method: 'GET',
    path: `/api/v1/media?${query}`,
    headers: { authorization: `Bearer ${token}` },
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`GET /media?${query} answered ${statusCode}: ${text}`);
}

async function replay(client: pg.Client, statements: readonly Statement[]): Promise<void> {
  for (const statement of statements) await client.query(statement);
}

async function measure(lab: Lab, { name, query: fields }: BenchCase): Promise<CaseResult> {
  const query = new URLSearchParams(fields).toString();
  const http = await timed(lab.times, () => request(lab, query));
  const filter = toMediaFilter(plainToInstance(ListMediaQuery, fields));
  const { statements, total } = await lab.recorded.of(filter);
  const sql = await timed(lab.times, () => replay(lab.client, statements));
  return { name, query, total, http, sql, ratio: Math.round((http.p50 / sql.p50) * 100) / 100 };
}

function tableOf(results: readonly CaseResult[]): string {
  const line = (cells: (string | number)[]) =>
    [String(cells[0]).padEnd(32), ...cells.slice(1).map((cell) => String(cell).padStart(10))].join('');
  const ms = (value: number) => value.toFixed(1);
  return [
    line(['milliseconds', 'total', 'first', 'HTTP p50', 'HTTP p95', 'SQL p50', 'SQL p95', 'ratio']),
    ...results.map(({ name, total, http, sql, ratio }) =>
      line([name, total, ...[http.first, http.p50, http.p95, sql.p50, sql.p95].map(ms), ratio.toFixed(2)]),
    ),
  ].join('\n');
}

async function inLab<T>(system: BenchSystem, times: number, work: (lab: Lab) => Promise<T>): Promise<T> {
  const url = await system.startApi();
  const client = new pg.Client({ connectionString: system.databaseUrl });
  const recorded = new RecordedStatements(system.databaseUrl);
  const api = new Pool(url, { connections: 1 });
  await Promise.all([client.connect(), recorded.open()]);
  try {
    return await work({ client, recorded, api, times, token: await system.signIn(url) });
  } finally {
    await Promise.all([client.end(), recorded.close(), api.close()]);
  }
}

async function seed(system: BenchSystem, rows: number, log: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: system.databaseUrl });
  await client.connect();
  try {
    await seedCatalogue(client, rows, log);
  } finally {
    await client.end();
  }
}

/** Prints a table, or with `--json` one object; progress goes to standard error. */
export async function runCatalogueBench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: String(DEFAULT_ROWS) },
      times: { type: 'string', default: String(DEFAULT_TIMES) },
      json: { type: 'boolean', default: false },
    },
  });
  const [rows, times] = [Number(values.rows), Number(values.times)];
  if (!(rows > 0) || !(times > 0)) throw new Error('--rows and --times are whole numbers from 1');
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  const system = await BenchSystem.start();
  const stopNow = () => void system.stop().finally(() => process.exit(130));
  process.once('SIGINT', stopNow);
  try {
    const startedAt = performance.now();
    await seed(system, rows, log);
    const seedMs = Math.round(performance.now() - startedAt);
    log(`Seeded in ${(seedMs / 1000).toFixed(1)} s; ${CASES.length} requests, ${times} times each`);
    const results = await inLab(system, times, async (lab) => {
      const done: CaseResult[] = [];
      for (const one of CASES) done.push(await measure(lab, one));
      return done;
    });
    const json = JSON.stringify({ rows, times, seed_ms: seedMs, cases: results });
    process.stdout.write(`${values.json ? json : tableOf(results)}\n`);
  } finally {
    process.removeListener('SIGINT', stopNow);
    await system.stop();
  }
}
