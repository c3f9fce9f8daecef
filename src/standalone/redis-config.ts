export interface RedisSettings {
  readonly port: number;
  readonly password: string;
  readonly directory: string;
  readonly pidFile: string;
}

/** Double-quoted as the Redis configuration reader wants it; refuses what it could not give back. */
function quote(text: string): string {
  if (/[\r\n\0]/.test(text)) throw new Error('A path of the Redis configuration holds a line break');
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Loopback only, every write kept, and never an eviction: an evicted key would be a lost job. */
export function renderRedisConfig({ port, password, directory, pidFile }: RedisSettings): string {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    'protected-mode yes',
    `requirepass ${quote(password)}`,
    `dir ${quote(directory)}`,
    `pidfile ${quote(pidFile)}`,
    'daemonize no',
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'loglevel notice',
    '',
  ].join('\n');
}
