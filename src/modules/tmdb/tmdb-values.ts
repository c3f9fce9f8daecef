import { z } from 'zod';

const MAX_ID = 2 ** 31 - 1;
const MAX_TEXT = 10_000;

/** Fit for PostgreSQL and JSON: no NUL, no half of a surrogate pair. */
const cleaned = (value: string, maxLength: number): string =>
  value.replaceAll('\u0000', '').trim().slice(0, maxLength).toWellFormed();

export const id = () => z.int().min(1).max(MAX_ID);

/** Present or not: the key may be missing altogether. */
export const anything = () => z.unknown().optional();

/** TMDB writes what it doesn't know as null, as '' or not at all. */
export const maybeText = (maxLength = MAX_TEXT) =>
  anything()
    .transform((value) => (typeof value === 'string' ? cleaned(value, maxLength) : ''))
    .transform((value) => (value === '' ? null : value));

/** An address that people may be sent to: clients make links of it, so nothing but a web page will do. */
export const maybeWebPage = () =>
  maybeText(2048).transform((value) =>
    value !== null && /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null,
  );

/** A calendar date that exists, YYYY-MM-DD, of the years that films have been made in. */
export const maybeDate = () =>
  anything().transform((value) => (typeof value === 'string' && isDate(value) ? value : null));

function isDate(value: string): boolean {
  if (!/^(?:1[89]|2[01])\d\d-\d\d-\d\d$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** 0 stands for what is not known. */
export const count = () =>
  anything().transform((value) =>
    typeof value === 'number' && value > 0 ? Math.min(Math.trunc(value), MAX_ID) : 0,
  );

/** A number that is not negative; 0 when it is missing. */
export const amount = () =>
  anything().transform((value) =>
    typeof value === 'number' && Number.isFinite(value) ? Math.max(value, 0) : 0,
  );

/** The members that can be read: one bad entry must not hide the others. */
export const listOf = <T>(member: z.ZodType<T>) =>
  anything().transform((value): T[] =>
    (Array.isArray(value) ? value : []).flatMap((entry: unknown) => {
      const read = member.safeParse(entry);
      return read.success ? [read.data] : [];
    }),
  );

/** As `listOf`, but something else than a list is refused: the answer is not what was asked for. */
export const requiredListOf = <T>(member: z.ZodType<T>) =>
  z.array(z.unknown()).transform((entries): T[] => listOf(member).parse(entries));

/** A part that may be missing or broken: read as if it were empty. */
export const part = <T>(schema: z.ZodType<T>) =>
  anything().transform((value): T => {
    const read = schema.safeParse(value);
    return read.success ? read.data : schema.parse({});
  });
