import { Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { Allowance } from '../config/rate-limits.js';
import { LimitsRedis } from '../limits/limits-redis.js';
import { paceOf, reserve } from './turn-schedule.js';
import type { Pace } from './turn-schedule.js';
import { waitUnlessAborted } from './wait.js';

/** As `reserve`, by the clock of Redis. Answers the wait in ms, or -1. ARGV: intervalMs, burst, maxWaitMs. */
const RESERVE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local interval = tonumber(ARGV[1])
local from = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local wait = math.ceil(math.max(0, from - interval * (tonumber(ARGV[2]) - 1) - now))
if wait > tonumber(ARGV[3]) then return -1 end
local whole = from + interval
redis.call('SET', KEYS[1], string.format('%.3f', whole), 'PX', string.format('%.0f', math.ceil(whole - now) + 1000))
return wait`;

const GIVE_BACK = `
local whole = redis.call('GET', KEYS[1])
if whole then redis.call('SET', KEYS[1], string.format('%.3f', whole - ARGV[1]), 'KEEPTTL') end`;

/**
 * Spreads our calls to outside services, so that they never see more than they allow: on Redis for all processes
 * together, in this process while Redis is away. Turns are given in the order in which they are asked for.
 */
@Injectable()
export class Turns {
  private readonly own = new Map<string, number>();

  constructor(private readonly redis: LimitsRedis) {}

  /** Waits for a turn. False at once when it would not come within `maxWaitMs`; throws the reason of the signal. */
  async take(name: string, allowance: Allowance, maxWaitMs: number, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    // What was reserved under another allowance says nothing about this one.
    const key = `sokoul:turn:${name}:${allowance.requests}/${allowance.seconds}`;
    const pace = paceOf(allowance);
    const waitMs = await this.redis.orInMemory(
      (redis) => reserveOnRedis(redis, key, pace, maxWaitMs),
      async () => this.reserveHere(key, pace, maxWaitMs),
    );
    if (waitMs === null) return false;
    try {
      if (waitMs > 0) await waitUnlessAborted(waitMs, signal);
      return true;
    } catch (error) {
      await this.giveBack(key, pace);
      throw error;
    }
  }

  private reserveHere(key: string, pace: Pace, maxWaitMs: number): number | null {
    const { wholeAt, waitMs } = reserve(this.own.get(key) ?? 0, pace, Date.now(), maxWaitMs);
    this.own.set(key, wholeAt);
    return waitMs;
  }

  private async giveBack(key: string, { intervalMs }: Pace): Promise<void> {
    await this.redis.orInMemory(
      async (redis) => void (await redis.eval(GIVE_BACK, 1, key, intervalMs)),
      async () => void this.own.set(key, (this.own.get(key) ?? 0) - intervalMs),
    );
  }
}

async function reserveOnRedis(
  redis: Redis,
  key: string,
  pace: Pace,
  maxWaitMs: number,
): Promise<number | null> {
  const waitMs = Number(await redis.eval(RESERVE, 1, key, pace.intervalMs, pace.burst, maxWaitMs));
  return waitMs < 0 ? null : waitMs;
}
