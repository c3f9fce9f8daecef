import { renderRedisConfig } from './redis-config.js';

const settings = { port: 7001, password: 'p', directory: '/data', pidFile: '/data/redis.pid' };

describe('renderRedisConfig', () => {
  it('listens on loopback with a password and never evicts', () => {
    const lines = renderRedisConfig(settings).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'bind 127.0.0.1',
        'requirepass "p"',
        'maxmemory-policy noeviction',
        'appendonly yes',
      ]),
    );
  });

  it('escapes quotes and backslashes of a path', () => {
    expect(renderRedisConfig({ ...settings, directory: '/a "b"\\c' })).toContain('dir "/a \\"b\\"\\\\c"\n');
  });

  it('refuses a path that would begin a new line of configuration', () => {
    expect(() => renderRedisConfig({ ...settings, directory: '/a\nprotected-mode no' })).toThrow(
      'line break',
    );
  });
});
