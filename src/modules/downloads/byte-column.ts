/** PostgreSQL's bigint comes as text; sizes of files stay far below 2^53. */
export const bytes = { to: (value?: number) => value, from: Number };

export const nullableBytes = {
  to: (value?: number | null) => value,
  from: (value: string | null): number | null => (value === null ? null : Number(value)),
};
