import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ValidationError } from '../../common/errors/common.errors.js';
import { criteriaKey } from './media-filter.js';
import type { MediaCursor, MediaFilter } from './media-filter.js';
import { orderOf } from './media-order.js';

const PATTERN = z.tuple([
  z.string(),
  z.number().int().min(0).max(9),
  z.string().max(4000).nullable(),
  z.uuid(),
  z.number().int().min(0),
]);

type Listing = Omit<MediaFilter, 'after' | 'offset' | 'limit'>;

/** Tells one list from another: a cursor means nothing in a list of other titles or another order. */
function fingerprint(listing: Listing): string {
  const { name, isDescending } = orderOf(listing);
  return createHash('sha256')
    .update(`${name} ${isDescending} ${criteriaKey(listing)}`)
    .digest('base64url')
    .slice(0, 12);
}

export function encodeCursor(listing: Listing, { tier, value, id, position }: MediaCursor): string {
  return Buffer.from(JSON.stringify([fingerprint(listing), tier, value, id, position])).toString('base64url');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** Values that PostgreSQL would refuse were not written by us. */
function isValueOf(type: string, value: string | null): boolean {
  if (value === null) return true;
  if (type === 'integer') return /^-?\d{1,9}$/.test(value);
  if (type === 'double precision') return /^-?\d{1,9}(\.\d{1,20})?$/.test(value);
  if (type === 'timestamptz') return !Number.isNaN(Date.parse(value)) && /^\d{4}-[\d :.+-]+$/.test(value);
  return !value.includes('\0');
}

/** Refuses a text that is no cursor of this list. */
export function decodeCursor(listing: Listing, text: string): MediaCursor {
  const parsed = PATTERN.safeParse(parse(text));
  const [mark, tier, value, id, position] = parsed.data ?? [];
  if (mark !== fingerprint(listing) || tier === undefined || id === undefined || value === undefined) {
    throw new ValidationError('cursor belongs to a list with another filter or order', { field: 'cursor' });
  }
  if (!isValueOf(orderOf(listing).type, value)) {
    throw new ValidationError('cursor is not one of ours', { field: 'cursor' });
  }
  return { tier, value, id, position: position ?? 0 };
}
