import { z } from 'zod';
import { isRateLimitName } from '../config/rate-limits.js';
import type { Allowance, RateLimitChange, RateLimitName } from '../config/rate-limits.js';
import type { SettingKind } from './setting.js';

/** Changed numbers by `name.user` or `name.address`. */
export type RateLimitOverrides = Readonly<Record<string, Allowance>>;

const MAX_REQUESTS = 999_999_999;
const MAX_SECONDS = 999_999;
const MAX_SHARED_SECONDS = 3600;
const KEY = /^([a-z_]+)\.(user|address)$/;

/** Requests a minute that these must leave: with fewer, nobody could reach this setting to correct it. */
const NEEDED_TO_ADMINISTER: Partial<Record<RateLimitName, number>> = {
  everyone: 10,
  general: 10,
  sign_in: 1,
  token_refresh: 1,
};

function toChange(key: string, { requests, seconds }: Allowance): RateLimitChange | null {
  const [, name = '', scope] = KEY.exec(key) ?? [];
  if (!isRateLimitName(name) || (scope !== 'user' && scope !== 'address')) return null;
  return { name, scope, requests, seconds };
}

function problemOf(key: string, allowance: Allowance): string | null {
  const change = toChange(key, allowance);
  if (!change)
    return `${key} is not a limit: see docs/security.md for the names, each with .user or .address`;
  const needed = NEEDED_TO_ADMINISTER[change.name];
  if (needed === undefined) return null;
  const isEnough = (change.requests * 60) / change.seconds >= needed && change.seconds <= MAX_SHARED_SECONDS;
  return isEnough
    ? null
    : `${key} must leave ${needed} a minute at least, in windows of ${MAX_SHARED_SECONDS} seconds at most`;
}

const positive = (max: number) => {
  const hint = `must be a whole number from 1 to ${max}`;
  return z.int(hint).min(1, hint).max(max, hint);
};

const schema = z
  .record(z.string(), z.strictObject({ requests: positive(MAX_REQUESTS), seconds: positive(MAX_SECONDS) }))
  .superRefine((overrides, context) => {
    for (const [key, allowance] of Object.entries(overrides)) {
      const problem = problemOf(key, allowance);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    }
  });

/** Changed rate limits. Refuses unknown names, and numbers that would lock administrators out. */
export const rateLimitOverrides = (): SettingKind<RateLimitOverrides> => ({
  schema,
  document: {
    type: 'object',
    example: { 'search.user': { requests: 60, seconds: 60 } },
    additionalProperties: {
      type: 'object',
      required: ['requests', 'seconds'],
      additionalProperties: false,
      properties: {
        requests: { type: 'integer', minimum: 1, maximum: MAX_REQUESTS },
        seconds: { type: 'integer', minimum: 1, maximum: MAX_SECONDS },
      },
    },
  },
});

export const toRateLimitChanges = (overrides: RateLimitOverrides): RateLimitChange[] =>
  Object.entries(overrides).flatMap(([key, allowance]) => toChange(key, allowance) ?? []);

export const toRateLimitOverrides = (changes: readonly RateLimitChange[] | 'off'): RateLimitOverrides =>
  changes === 'off'
    ? {}
    : Object.fromEntries(
        changes.map(({ name, scope, requests, seconds }) => [`${name}.${scope}`, { requests, seconds }]),
      );
