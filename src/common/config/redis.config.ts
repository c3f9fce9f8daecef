import { configSection, secret } from './section.js';
import { url } from './values.js';

export class RedisConfig extends configSection('Redis', {
  url: secret(
    'REDIS_URL',
    url('redis:', 'rediss:').optional(),
    'Redis 6.2 or newer, or Valkey, with maxmemory-policy noeviction. Default: a private server in the data directory (npm start only).',
  ),
}) {}
