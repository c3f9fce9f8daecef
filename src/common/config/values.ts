import { z } from 'zod';
import { AddressRange } from '../net/address-range.js';

/** Readers for the values that environment variables can hold; each says what it wants when it refuses. */
export const text = () => z.string().trim().min(1, 'must not be empty');

export const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

export const port = () => integer(0, 65_535);

export const flag = () =>
  z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');

const isUrl = (value: string, protocols: string[]) =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol);

export const url = (...protocols: string[]) =>
  z
    .string()
    .trim()
    .refine((value) => isUrl(value, protocols), `must be a URL starting with ${protocols.join('// or ')}//`);

/** A comma-separated list of origins, such as `http://prowlarr:9696`. */
export const originList = () =>
  z
    .string()
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine(
      (parts) => parts.every((part) => isUrl(part, ['http:', 'https:'])),
      'must be a comma-separated list of origins such as http://prowlarr:9696',
    )
    .transform((parts) => parts.map((part) => new URL(part).origin));

/** A comma-separated list of IP addresses and CIDR ranges. */
export const addressRangeList = () =>
  z.string().transform((value, context) => {
    const parts = value.split(',').filter((part) => part.trim() !== '');
    const ranges = parts.map((part) => AddressRange.parse(part)?.toString());
    if (ranges.includes(undefined))
      context.addIssue({
        code: 'custom',
        message: 'must be a comma-separated list of addresses and ranges such as 10.0.0.1,2001:db8::/32',
      });
    return ranges.filter((range) => range !== undefined);
  });

/** A comma-separated list of keys of so many bytes, base64. */
export const keyList = (bytes: number) =>
  z
    .string()
    .transform((value) => value.split(',').map((part) => Buffer.from(part.trim(), 'base64')))
    .refine(
      (keys) => keys.every((key) => key.length === bytes),
      `must be a comma-separated list of keys of ${bytes} bytes, base64`,
    );
