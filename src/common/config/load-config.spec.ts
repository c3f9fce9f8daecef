import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { renderEnvExample } from './env-example.js';
import { ConfigError, loadConfig } from './load-config.js';
import type { Environment } from './load-config.js';
import { DatabaseConfig } from './database.config.js';
import { ServerConfig } from './server.config.js';
import { SearchConfig } from './search.config.js';

const EMPTY = mkdtempSync(path.join(os.tmpdir(), 'sokoul-config-'));
const load = (env: Environment, directory = EMPTY) => loadConfig(env, directory);

function problemsOf(env: Environment, directory = EMPTY): string[] {
  try {
    load(env, directory);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  afterAll(() => rmSync(EMPTY, { recursive: true }));

  it('has a default for everything', () => {
    const config = load({});
    expect(config.get(ServerConfig)).toMatchObject({ host: '127.0.0.1', port: 3000 });
    expect(config.get(DatabaseConfig).url).toBeUndefined();
  });

  it('names every unknown and every malformed variable at once', () => {
    const problems = problemsOf({
      SOKOUL_DATA_DIRR: 'x',
      PORT: '70000',
      DATABASE_URL: 'mysql://x',
      PATH: '/bin',
    });
    expect(problems).toHaveLength(3);
    expect(problems.join('\n')).toMatch(/SOKOUL_DATA_DIRR is not a variable/);
    expect(problems.join('\n')).toMatch(/PORT must be a whole number from 0 to 65535/);
    expect(problems.join('\n')).toMatch(/DATABASE_URL must be a URL starting with postgres:/);
  });

  it('never repeats a secret in a problem', () => {
    expect(problemsOf({ SOKOUL_ADMIN_PASSWORD: 'short' }).join()).not.toContain('short');
  });

  it('treats an empty variable as absent', () => {
    expect(load({ PORT: '' }).get(ServerConfig).port).toBe(3000);
  });

  it('reads a secret from a file', () => {
    const file = path.join(EMPTY, 'secret');
    writeFileSync(file, 'postgres://user:pass@db/sokoul\n');
    expect(load({ DATABASE_URL_FILE: file }).get(DatabaseConfig).url).toBe('postgres://user:pass@db/sokoul');
    expect(problemsOf({ DATABASE_URL_FILE: `${file}.gone` }).join()).toMatch(
      /DATABASE_URL_FILE can't be read/,
    );
  });

  it('reads .env beneath the environment and refuses names in it that it does not know', () => {
    const directory = mkdtempSync(path.join(os.tmpdir(), 'sokoul-dotenv-'));
    writeFileSync(path.join(directory, '.env'), 'PORT=4001\nHOST=0.0.0.0\n');
    expect(load({ HOST: '127.0.0.2' }, directory).get(ServerConfig)).toMatchObject({
      host: '127.0.0.2',
      port: 4001,
    });
    writeFileSync(path.join(directory, '.env'), 'PORTT=4001\n');
    expect(problemsOf({}, directory).join()).toMatch(/PORTT/);
    rmSync(directory, { recursive: true });
  });

  it('names the lines of .env that it can not read, without repeating them', () => {
    const directory = mkdtempSync(path.join(os.tmpdir(), 'sokoul-dotenv-'));
    writeFileSync(path.join(directory, '.env'), 'PORT=4001\nSOKOUL_ADMIN_PASSWORD hunter2\n');
    expect(problemsOf({}, directory)).toEqual(['.env line 2 is not NAME=value']);
    rmSync(directory, { recursive: true });
  });

  it('reduces allowed services to their origins', () => {
    expect(
      load({ SOKOUL_ALLOWED_ORIGINS: 'http://a:1/x, https://b' }).get(SearchConfig).allowedOrigins,
    ).toEqual(['http://a:1', 'https://b']);
  });
});

describe('.env.example', () => {
  it('documents every variable with its default', () => {
    const file = path.resolve(import.meta.dirname, '../../../.env.example');
    expect(readFileSync(file, 'utf8')).toBe(renderEnvExample());
  });
});
