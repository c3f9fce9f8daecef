/**
 * What an API key may do. `write` includes `read`; `admin` opens the administrators' routes and says nothing about
 * reading or writing there.
 */
export const Scope = { Read: 'read', Write: 'write', Admin: 'admin' } as const;
export type Scope = (typeof Scope)[keyof typeof Scope];

export const includesScope = (held: readonly Scope[], wanted: Scope): boolean =>
  held.includes(wanted) || (wanted === Scope.Read && held.includes(Scope.Write));
