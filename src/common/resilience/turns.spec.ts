import type { LimitsRedis } from '../limits/limits-redis.js';
import { Turns } from './turns.js';

const withoutRedis = {
  orInMemory: <T>(_: unknown, inMemory: () => Promise<T>): Promise<T> => inMemory(),
} as unknown as LimitsRedis;

const NEVER = new AbortController().signal;
const ALLOWANCE = { requests: 2, seconds: 1200 };

describe('turns while Redis is away', () => {
  it('are counted in this process, by name and allowance', async () => {
    const turns = new Turns(withoutRedis);
    const take = (name: string, allowance = ALLOWANCE) => turns.take(name, allowance, 0, NEVER);
    expect([await take('a'), await take('a'), await take('a')]).toEqual([true, true, false]);
    expect([await take('b'), await take('a', { requests: 1, seconds: 1200 })]).toEqual([true, true]);
  });

  it('go back when whoever waits leaves', async () => {
    const turns = new Turns(withoutRedis);
    await turns.take('a', ALLOWANCE, 0, NEVER);
    await turns.take('a', ALLOWANCE, 0, NEVER);
    for (let count = 0; count < 3; count += 1) {
      const caller = new AbortController();
      const waiting = turns.take('a', ALLOWANCE, 600_000, caller.signal);
      caller.abort(new Error('No longer wanted'));
      await expect(waiting).rejects.toThrow('No longer wanted');
    }
  });

  it('are refused to whoever has left already', async () => {
    const left = AbortSignal.abort(new Error('Left'));
    await expect(new Turns(withoutRedis).take('a', ALLOWANCE, 0, left)).rejects.toThrow('Left');
  });
});
