/** So many requests in so many seconds; the window starts with its first request. */
export interface Allowance {
  readonly requests: number;
  readonly seconds: number;
}

/**
 * `user` counts a signed-in caller's requests, `address` those of callers who are not signed in. Without `user`,
 * everybody's requests are counted by address.
 */
export interface RateLimit {
  readonly user?: Allowance;
  readonly address?: Allowance;
  /** The route does not count towards `general`. */
  readonly replacesGeneral?: boolean;
}

const perMinute = (requests: number): Allowance => ({ requests, seconds: 60 });
const perHour = (requests: number): Allowance => ({ requests, seconds: 3600 });

/** Every limit of the API. `@RateLimit('name')` puts a route under one of them, in addition to the first two. */
export const RATE_LIMITS = {
  // Every request, signed in or not, before anything else is looked at.
  everyone: { address: perMinute(1000) },
  // Every request of a signed-in caller.
  general: { user: perMinute(100) },

  search: { user: perMinute(30), address: perMinute(5) },
  media: { user: perMinute(100), address: perMinute(20) },
  downloads: { user: perMinute(50), address: perMinute(10) },
  library: { user: perMinute(100) },
  // Players ask for many short ranges, and for one more whenever somebody seeks.
  stream: { user: perMinute(1000), address: perMinute(1000), replacesGeneral: true },

  sign_in: { address: perMinute(5) },
  // Guessing 256 random bits is hopeless; this only keeps a client in a loop from hurting others.
  token_refresh: { address: perMinute(30) },
  csrf_token: { address: perMinute(60) },
  plex_pin: { address: { requests: 10, seconds: 300 } },
  plex_pin_status: { address: perMinute(30) },
  oidc_sign_in: { address: perMinute(30) },

  discover: { user: perHour(100) },
  requests_create: { user: perHour(10) },
  plex_collections: { user: perHour(5) },
  youtube_downloads: { user: perHour(5) },

  // Counted on the MediaNest surface only, beside `everyone` and `general`.
  medianest: { address: { requests: 1000, seconds: 900 } },
  medianest_admin: { user: perHour(200) },
} as const satisfies Record<string, RateLimit>;

export type RateLimitName = keyof typeof RATE_LIMITS;
export type RateLimits = Readonly<Record<RateLimitName, RateLimit>>;
export type LimitScope = 'user' | 'address';

/** One changed number, as read from `search.user=60/60`. */
export interface RateLimitChange extends Allowance {
  readonly name: RateLimitName;
  readonly scope: LimitScope;
}

export const isRateLimitName = (name: string): name is RateLimitName => Object.hasOwn(RATE_LIMITS, name);

/** The table with an operator's changes; null when limits are switched off. */
export function withChanges(changes: readonly RateLimitChange[] | 'off'): RateLimits | null {
  if (changes === 'off') return null;
  const limits: Record<RateLimitName, RateLimit> = { ...RATE_LIMITS };
  for (const { name, scope, requests, seconds } of changes) {
    limits[name] = { ...limits[name], [scope]: { requests, seconds } };
  }
  return limits;
}
