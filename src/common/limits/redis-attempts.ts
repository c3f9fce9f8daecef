import type { Redis } from 'ioredis';
import type { AttemptCounter, Attempts } from './attempts.js';

/** As `MemoryAttempts.begin`, in one step for all processes. ARGV: now, then free, firstWaitMs, maxWaitMs, memoryMs per key. */
const BEGIN = `
local now = tonumber(ARGV[1])
local wait = 0
for _, key in ipairs(KEYS) do
  wait = math.max(wait, tonumber(redis.call('HGET', key, 'wait_until') or '0') - now)
end
if wait > 0 then return wait end
for i, key in ipairs(KEYS) do
  local at = (i - 1) * 4 + 2
  local beyond = redis.call('HINCRBY', key, 'failures', 1) - tonumber(ARGV[at])
  if beyond > 0 then
    local delay = math.min(tonumber(ARGV[at + 1]) * 2 ^ (beyond - 1), tonumber(ARGV[at + 2]))
    redis.call('HSET', key, 'wait_until', string.format('%.0f', now + delay))
  end
  redis.call('PEXPIRE', key, ARGV[at + 3])
end
return 0`;

const GIVE_BACK = `
for _, key in ipairs(KEYS) do
  redis.call('HDEL', key, 'wait_until')
  if redis.call('EXISTS', key) == 1 and redis.call('HINCRBY', key, 'failures', -1) <= 0 then
    redis.call('DEL', key)
  end
end`;

/** For all processes together. */
export class RedisAttempts implements Attempts {
  constructor(private readonly redis: Redis) {}

  async begin(counters: readonly AttemptCounter[], now: number): Promise<number> {
    const keys = counters.map(({ key }) => key);
    const rules = counters.flatMap(({ backOff }) => [
      backOff.free,
      backOff.firstWaitMs,
      backOff.maxWaitMs,
      backOff.memoryMs,
    ]);
    return Number(await this.redis.eval(BEGIN, keys.length, ...keys, now, ...rules));
  }

  async giveBack(keys: readonly string[]): Promise<void> {
    await this.redis.eval(GIVE_BACK, keys.length, ...keys);
  }

  async forget(key: string): Promise<void> {
    await this.redis.del(key);
  }

  async remember(key: string, _now: number, forMs: number): Promise<void> {
    await this.redis.set(key, '1', 'PX', forMs);
  }

  async isKnown(key: string): Promise<boolean> {
    return (await this.redis.exists(key)) === 1;
  }
}
