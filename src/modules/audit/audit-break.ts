/** In what way the chain is broken. */
export const BreakReason = {
  RowAltered: 'row_altered',
  RowMissing: 'row_missing',
  RowUnsealed: 'row_unsealed',
  SealMissing: 'seal_missing',
  SealAltered: 'seal_altered',
  TailMissing: 'tail_missing',
  HeadMissing: 'head_missing',
  HeadForged: 'head_forged',
  HeadMismatch: 'head_mismatch',
} as const;
export type BreakReason = (typeof BreakReason)[keyof typeof BreakReason];

/** The first place where the chain is not what it was. */
export interface AuditBreak {
  /** Null for a row that has no place in the chain. */
  readonly position: number | null;
  /** Null when nothing is left that tells which row it was. */
  readonly auditId: string | null;
  readonly reason: BreakReason;
}
