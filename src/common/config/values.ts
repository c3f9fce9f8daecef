import { z } from 'zod';

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
