/** Writes openapi/sokoul.json from the built application, the typed client and the tables of docs/security.md from that. Needs no services. */
import 'reflect-metadata';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { createApi } from '../src/app/create-api.js';
import { buildOpenApi } from '../src/app/openapi.js';
import { loadConfig } from '../src/common/config/load-config.js';
import { createLogger } from '../src/common/logging/logger.js';
import { writeSecurityPage } from './security-page.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const DOCUMENT = path.join(ROOT, 'openapi/sokoul.json');

const NO_SERVICES = {
  DATABASE_URL: 'postgres://127.0.0.1/none',
  REDIS_URL: 'redis://127.0.0.1/0',
  SOKOUL_LOG_LEVEL: 'error',
};

async function writeDocument(): Promise<void> {
  const config = loadConfig(NO_SERVICES, import.meta.dirname);
  const logger = createLogger({ logLevel: 'error', logFormat: 'json' }, 'openapi');
  const app = await createApi({ config, logger }, { preview: true });
  await mkdir(path.dirname(DOCUMENT), { recursive: true });
  await writeFile(DOCUMENT, `${JSON.stringify(buildOpenApi(app), null, 2)}\n`);
  await app.close();
}

async function writeClient(): Promise<void> {
  await createClient({
    input: DOCUMENT,
    output: { path: path.join(ROOT, 'openapi/client'), clean: true, importFileExtension: '.js' },
    plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
    logs: { level: 'error' },
  });
}

await writeDocument();
await writeSecurityPage(ROOT);
await writeClient();
