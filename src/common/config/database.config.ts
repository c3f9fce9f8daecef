import { configSection, secret, variable } from './section.js';
import { integer, url } from './values.js';

export class DatabaseConfig extends configSection('PostgreSQL', {
  url: secret(
    'DATABASE_URL',
    url('postgres:', 'postgresql:').optional(),
    'PostgreSQL 15 or newer. Default: an embedded server in the data directory (npm start only).',
  ),
  poolSize: variable(
    'SOKOUL_DATABASE_POOL_SIZE',
    integer(2, 200).default(10),
    'Most connections that one process opens.',
  ),
}) {}
