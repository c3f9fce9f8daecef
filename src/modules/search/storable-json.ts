/** What PostgreSQL refuses in JSON: NUL and halves of surrogate pairs, as `JSON.stringify` writes them. */
const REFUSED = /\\u(?:0000|d[89a-f])/i;

/** JSON that PostgreSQL takes. Characters that it refuses are replaced. */
export function toStorableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return REFUSED.test(json) ? JSON.stringify(value, replaced) : json;
}

const replaced = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\ufffd') : value;
