import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { INestApplicationContext, ModuleMetadata } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { foundation } from '../../src/app/foundation.js';
import { loadConfig } from '../../src/common/config/load-config.js';
import type { Environment } from '../../src/common/config/load-config.js';
import { createLogger } from '../../src/common/logging/logger.js';
import { createTestDatabase, testRedisUrl } from './test-database.js';
import type { TestDatabase } from './test-database.js';

@Module({})
class TestModule {}

export interface TestContext {
  readonly app: INestApplicationContext;
  readonly database: TestDatabase;
  /** The data directory. */
  readonly directory: string;
  stop(): Promise<void>;
}

/** Modules of ours in this process, on a database of their own: for services and repositories without HTTP. */
export async function startTestContext(parts: ModuleMetadata, env: Environment = {}): Promise<TestContext> {
  const database = await createTestDatabase();
  const directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-context-'));
  const variables = {
    DATABASE_URL: database.url,
    REDIS_URL: testRedisUrl(),
    SOKOUL_DATA_DIR: directory,
    SOKOUL_LOG_LEVEL: 'silent',
    // Needs no key, so it is on by itself; tests stay off the internet.
    SOKOUL_ARCHIVE_ENABLED: 'false',
    ...env,
  };
  const config = loadConfig(variables, directory);
  const logger = createLogger({ logLevel: 'silent', logFormat: 'json' }, 'test');
  const module = {
    module: TestModule,
    ...parts,
    imports: [...foundation({ config, logger }), ...(parts.imports ?? [])],
  };
  const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  const stop = async () => {
    await app.close();
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  };
  return { app, database, directory, stop };
}
