import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { EmbeddedPostgres } from '../../src/standalone/embedded-postgres.js';

const FAST = { fsync: 'off' };
const isRoot = process.getuid?.() === 0;

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('EmbeddedPostgres', () => {
  let root: string;
  let running: EmbeddedPostgres[];

  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'sokoul-postgres-'));
    await chmod(root, 0o755);
    running = [];
  });
  afterEach(async () => {
    for (const server of running) await server.stop();
    await rm(root, { recursive: true, force: true });
  });

  async function start(directory = path.join(root, 'data/postgres')): Promise<EmbeddedPostgres> {
    const server = await EmbeddedPostgres.start({ directory, log: () => undefined, settings: FAST });
    running.push(server);
    return server;
  }

  it('creates a UTF-8 database behind a password on loopback, and finds the same data again', async () => {
    const first = await start();
    expect(new URL(first.url)).toMatchObject({ hostname: '127.0.0.1', pathname: '/sokoul' });
    await query(first.url, `CREATE TABLE note AS SELECT lower('ÄÖ') AS text`);
    await first.stop();

    const second = await start();
    expect(await query(second.url, 'SELECT text FROM note')).toEqual([{ text: 'äö' }]);
    const wrong = new URL(second.url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    const { mode } = await stat(path.join(root, 'data/postgres/password'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('starts again after kill -9 of the server, with what was committed', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE note AS SELECT 1 AS id');
    process.kill(first.pid, 'SIGKILL');
    expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
    await first.stop();

    const second = await start();
    expect(await query(second.url, 'SELECT id FROM note')).toEqual([{ id: 1 }]);
  });

  it('refuses a directory that a running server works in', async () => {
    await start();
    await expect(start()).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
  });

  it('begins anew after an interrupted first start', async () => {
    await mkdir(path.join(root, 'data/postgres/cluster.new/base'), { recursive: true });
    await writeFile(path.join(root, 'data/postgres/password'), '');
    const server = await start();
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(existsSync(path.join(root, 'data/postgres/cluster.new'))).toBe(false);
  });

  it('refuses a cluster of another major version in one clear line, and lets go of the directory', async () => {
    await mkdir(path.join(root, 'data/postgres/cluster'), { recursive: true });
    await writeFile(path.join(root, 'data/postgres/cluster/PG_VERSION'), '15\n');
    await expect(start()).rejects.toMatchObject({
      code: 'DATABASE_MAJOR_VERSION',
      message: expect.stringMatching(/made by PostgreSQL 15 .* brings PostgreSQL 18/),
    });
    await expect(readFile(path.join(root, 'data/postgres/lock'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  (isRoot ? it : it.skip)('runs for root below a directory that only root may enter', async () => {
    await chmod(root, 0o700);
    const first = await start();
    expect(await query(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await first.stop();
    expect(await first.exited).toEqual({ code: 0, signal: null });

    // The same data under an account of its own once the directory is open to it.
    await chmod(root, 0o755);
    expect(await query((await start()).url, 'SELECT 2 AS two')).toEqual([{ two: 2 }]);
  });
});
