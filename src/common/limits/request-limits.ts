import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { isRateLimitName, withChanges } from '../config/rate-limits.js';
import type { Allowance, LimitScope, RateLimitName, RateLimits } from '../config/rate-limits.js';
import { RateLimitedError } from '../errors/rate-limited.error.js';
import { addressGroup } from '../net/address-range.js';
import { toRateLimitChanges } from '../settings/rate-limit-overrides.js';
import { SETTINGS } from '../settings/settings.js';
import { SettingsService } from '../settings/settings.service.js';
import { LimitsRedis } from './limits-redis.js';
import { showStanding } from './rate-limit-headers.js';
import { RateLimiter } from './rate-limiter.js';

/** What a request is counted by. */
export interface Caller {
  /** Null for a caller who is not signed in. */
  readonly userId: string | null;
  readonly ipAddress: string | undefined;
}

/** Counts each request towards its limits, notes them in the answer, and throws RateLimitedError when one is used up. */
@Injectable()
export class RequestLimits {
  /** Null while nothing is counted. */
  private limits: RateLimits | null = null;
  private limiters: ReadonlyMap<string, RateLimiter> = new Map();

  constructor(
    private readonly settings: SettingsService,
    private readonly redis: LimitsRedis,
  ) {
    this.rebuild();
    settings.onChange(() => this.rebuild());
  }

  /** Before anyone is asked who they are. */
  async countAddress(response: Response, ipAddress: string | undefined): Promise<void> {
    await this.take(response, 'everyone', 'address', addressGroup(ipAddress));
  }

  /** A WebSocket handshake counts like any other request, but there is no answer to note that in. */
  async countHandshake(ipAddress: string | undefined): Promise<void> {
    await this.take(null, 'everyone', 'address', addressGroup(ipAddress));
  }

  /** Once it is known who calls, or that nobody is signed in. */
  async countCaller(response: Response, caller: Caller, name: RateLimitName | undefined): Promise<void> {
    if (caller.userId !== null && !(name && this.limits?.[name].replacesGeneral))
      await this.take(response, 'general', 'user', caller.userId);
    if (name === undefined) return;
    const countsUser = caller.userId !== null && this.limits?.[name].user !== undefined;
    if (countsUser && caller.userId !== null) await this.take(response, name, 'user', caller.userId);
    else await this.take(response, name, 'address', addressGroup(caller.ipAddress));
  }

  /** What has not changed keeps its limiter, and with it what was counted while Redis was away. */
  private rebuild(): void {
    const isOn = this.settings.get(SETTINGS.security.rate_limiting_enabled);
    this.limits = isOn
      ? withChanges(toRateLimitChanges(this.settings.get(SETTINGS.limits.rate_limits)))
      : null;
    const limiters = new Map<string, RateLimiter>();
    for (const name of Object.keys(this.limits ?? {}).filter(isRateLimitName)) {
      for (const scope of ['user', 'address'] as const) {
        const allowance = this.limits?.[name][scope];
        if (allowance) limiters.set(`${name}.${scope}`, this.limiterFor(`${name}.${scope}`, allowance));
      }
    }
    this.limiters = limiters;
  }

  private limiterFor(key: string, allowance: Allowance): RateLimiter {
    const known = this.limiters.get(key);
    return known?.isFor(allowance) ? known : new RateLimiter(key, allowance, this.redis);
  }

  private async take(
    response: Response | null,
    name: RateLimitName,
    scope: LimitScope,
    key: string,
  ): Promise<void> {
    const limiter = this.limiters.get(`${name}.${scope}`);
    if (!limiter) return;
    const standing = await limiter.take(key);
    if (response) showStanding(response, standing);
    if (standing.isExceeded)
      throw new RateLimitedError(standing.waitMs, 'Rate limit exceeded', {
        limit: standing.limit,
        policy: name,
      });
  }
}
