import {
  EnumField,
  FlagField,
  IntField,
  ObjectField,
  TextField,
  TimeField,
  UuidField,
} from '../../../common/http/fields.js';
import type { StoredHead } from '../audit-anchor.js';
import { BreakReason } from '../audit-break.js';
import type { AuditBreak } from '../audit-break.js';
import type { Verification } from '../audit-verifier.js';

/** The signed end of the chain. */
export class AuditHeadResponse {
  @IntField({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: 'Place of the last sealed row',
    example: 10_000,
  })
  position: number;

  @TextField({
    max: 64,
    description: 'Its hash. Kept elsewhere, it proves later that nothing before it was changed',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  hash: string;

  @TimeField({ description: 'When it was sealed', example: '2026-02-15T15:28:38.000Z' })
  sealed_at: string;
}

/** The first place where the trail is not what was sealed. */
export class AuditBreakResponse {
  @IntField({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    nullable: true,
    description: 'Place in the chain; null for a row that has none',
    example: 512,
  })
  position: number | null;

  @UuidField({
    nullable: true,
    description: 'Id of the row; null when nothing tells which one it was',
    example: '9b2c1c1e-7f0a-4a52-9d0e-0c8f6a3b1f10',
  })
  audit_log_id: string | null;

  @EnumField({
    enum: BreakReason,
    enumName: 'AuditBreakReason',
    description:
      '`row_*`: the row was altered, deleted or passed by the chain. `seal_*`: a link was. `tail_missing`: the end was ' +
      'cut off. `head_*`: the signed end is gone, was signed by another key, or does not fit the last link',
    example: BreakReason.RowAltered,
  })
  reason: BreakReason;
}

export class AuditVerificationResponse {
  @FlagField({ description: 'Whether the whole trail is what was sealed', example: true })
  is_valid: boolean;

  @IntField({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'Rows found unchanged', example: 10_000 })
  checked: number;

  @ObjectField({ type: () => AuditHeadResponse, nullable: true, description: 'How far the trail is sealed' })
  sealed_until: AuditHeadResponse | null;

  @ObjectField({
    type: () => AuditBreakResponse,
    nullable: true,
    description: 'The first broken row, if any',
  })
  first_broken: AuditBreakResponse | null;
}

const toHead = ({ position, hash, sealedAt }: StoredHead): AuditHeadResponse => ({
  position,
  hash,
  sealed_at: sealedAt.toISOString(),
});

const toBreak = ({ position, auditId, reason }: AuditBreak): AuditBreakResponse => ({
  position,
  audit_log_id: auditId,
  reason,
});

export const toAuditVerificationResponse = (verification: Verification): AuditVerificationResponse => ({
  is_valid: verification.firstBroken === null,
  checked: verification.checked,
  sealed_until: verification.sealedUntil && toHead(verification.sealedUntil),
  first_broken: verification.firstBroken && toBreak(verification.firstBroken),
});
