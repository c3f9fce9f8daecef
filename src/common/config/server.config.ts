import { z } from 'zod';
import { configSection, secret, variable } from './section.js';
import { integer, keyList, port, text, url } from './values.js';

export class ServerConfig extends configSection('Server', {
  host: variable('HOST', text().default('127.0.0.1'), 'Address that the HTTP server binds.'),
  port: variable('PORT', port().default(3000), 'TCP port of the HTTP server; 0 takes a free one.'),
  publicUrl: variable(
    'SOKOUL_PUBLIC_URL',
    url('http:', 'https:').optional(),
    'URL under which clients reach this server, for links in answers. Default: http://HOST:PORT.',
  ),
  dataDir: variable(
    'SOKOUL_DATA_DIR',
    text().default('./data'),
    'Directory of everything that must be kept: databases, keys, downloads, library.',
  ),
  logLevel: variable(
    'SOKOUL_LOG_LEVEL',
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    'Least severe level that is logged.',
  ),
  logFormat: variable(
    'SOKOUL_LOG_FORMAT',
    z.enum(['json', 'pretty']).default('json'),
    'json for machines, pretty for people.',
  ),
  shutdownTimeoutSeconds: variable(
    'SOKOUL_SHUTDOWN_TIMEOUT_SECONDS',
    integer(1, 600).default(10),
    'Seconds that running work gets to end after SIGTERM before the process stops all the same.',
  ),
  metricsToken: secret(
    'SOKOUL_METRICS_TOKEN',
    text().optional(),
    'Bearer token for GET /metrics. Without one, only direct requests from this machine are answered.',
  ),
  internalSecret: secret(
    'SOKOUL_INTERNAL_SECRET',
    z.string().min(32, 'must have at least 32 characters').optional(),
    'Secret shared by API and workers, for stream links and bytes between them. Default: generated into the data directory.',
  ),
  sealingKeys: secret(
    'SOKOUL_SEALING_KEYS',
    keyList(32).optional(),
    'Comma-separated keys (32 bytes each, base64) that seal the secrets of other services in the database; the first one seals, all of them open. Default: generated into the data directory.',
  ),
}) {}
