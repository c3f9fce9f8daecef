import { z } from 'zod';
import type { SettingKind } from './setting.js';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const MAX_LIMIT = 1024 ** 3;
const MAX_SLOTS = 50;

const limit = z
  .int(`must be a whole number from 0 to ${MAX_LIMIT}, or null`)
  .min(0)
  .max(MAX_LIMIT)
  .nullable()
  .default(null);
const time = z.string().regex(TIME, 'must be a time of day such as 07:30');

const slot = z.strictObject({
  days: z
    .array(z.enum(DAYS))
    .min(1, 'must name a day')
    .default([...DAYS]),
  from: time,
  to: time,
  download_limit: limit,
  upload_limit: limit,
});

/** Hours with limits of their own, in bytes a second; null is the usual limit. A `to` that is not after `from` is on the next day. */
export type SlowHours = Readonly<z.output<typeof slot>>;
export type Weekday = (typeof DAYS)[number];

const bound = { type: 'integer' as const, minimum: 0, maximum: MAX_LIMIT, nullable: true };

/** The first entry that holds at a moment decides. A download limit of 0 means that nothing is fetched. */
export const slowHours = (): SettingKind<readonly SlowHours[]> => ({
  schema: z.array(slot).max(MAX_SLOTS, `must have ${MAX_SLOTS} entries at most`),
  document: {
    type: 'array',
    maxItems: MAX_SLOTS,
    example: [{ days: ['sat', 'sun'], from: '18:00', to: '23:30', download_limit: 1_000_000 }],
    items: {
      type: 'object',
      required: ['from', 'to'],
      properties: {
        days: { type: 'array', items: { type: 'string', enum: [...DAYS] } },
        from: { type: 'string', pattern: TIME.source },
        to: { type: 'string', pattern: TIME.source },
        download_limit: bound,
        upload_limit: bound,
      },
    },
  },
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A name of the time zone database, such as Europe/Berlin. */
export const timeZone = (): SettingKind<string> => ({
  schema: z.string().max(64).refine(isTimeZone, 'must be a time zone such as Europe/Berlin'),
  document: { type: 'string', maxLength: 64 },
});
