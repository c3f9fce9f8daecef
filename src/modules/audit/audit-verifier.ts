import { Inject, Injectable } from '@nestjs/common';
import { Logger } from '../../common/logging/logger.js';
import { AuditAnchor } from './audit-anchor.js';
import type { ChainEnd, StoredHead } from './audit-anchor.js';
import { BreakReason } from './audit-break.js';
import type { AuditBreak } from './audit-break.js';
import { AuditChainBrokenError } from './audit-chain-broken.error.js';
import { GENESIS, nextPoint } from './audit-chain.js';
import type { ChainPoint } from './audit-chain.js';
import { AuditChainRepository } from './audit-chain.repository.js';
import type { SealedRow } from './audit-chain.repository.js';
import { AuditSealer } from './audit-sealer.js';

const BATCH_SIZE = 2000;

export interface Verification {
  /** Rows whose seal was recomputed. */
  readonly checked: number;
  /** The signed end of the chain; null when nothing was ever sealed. */
  readonly sealedUntil: StoredHead | null;
  readonly firstBroken: AuditBreak | null;
}

/** What is wrong with the link that should follow `previous`; null when it is right. */
function breakOf(previous: ChainPoint, { link, row }: SealedRow): AuditBreak | null {
  const position = previous.position + 1;
  if (link.position !== position) return { position, auditId: null, reason: BreakReason.SealMissing };
  const broken = (reason: BreakReason) => ({ position, auditId: link.auditId, reason });
  if (link.previousHash !== previous.hash) return broken(BreakReason.SealAltered);
  if (!row) return broken(BreakReason.RowMissing);
  return nextPoint(previous, row).hash === link.hash ? null : broken(BreakReason.RowAltered);
}

/** Recomputes the whole chain, a batch at a time, and names the first row that is not what was sealed. */
@Injectable()
export class AuditVerifier {
  constructor(
    private readonly chain: AuditChainRepository,
    private readonly anchor: AuditAnchor,
    private readonly sealer: AuditSealer,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async verify(): Promise<Verification> {
    await this.sealWhatWaits();
    const { mark } = this.anchor;
    const end = await this.chain.end();
    const problem = this.anchor.problemOf(end, mark);
    if (!problem && end.head) this.anchor.remember(end.head);
    const { checked, broken } = await this.walk(end.last.position);
    const firstBroken = broken ?? (problem && endBreak(end, problem)) ?? (await this.findStray());
    if (firstBroken) this.logger.error({ ...firstBroken }, 'The audit trail was tampered with');
    return { checked, sealedUntil: end.head, firstBroken };
  }

  /** A broken end stops the sealer; the verification goes on and names what is wrong. */
  private async sealWhatWaits(): Promise<void> {
    try {
      await this.sealer.seal();
    } catch (error) {
      if (!(error instanceof AuditChainBrokenError)) throw error;
    }
  }

  private async walk(last: number): Promise<{ checked: number; broken: AuditBreak | null }> {
    let previous = GENESIS;
    for (;;) {
      const batch = await this.chain.sealedRows(previous.position, last, BATCH_SIZE);
      for (const sealed of batch) {
        const broken = breakOf(previous, sealed);
        if (broken) return { checked: previous.position, broken };
        previous = sealed.link;
      }
      if (batch.length < BATCH_SIZE) return { checked: previous.position, broken: null };
    }
  }

  private async findStray(): Promise<AuditBreak | null> {
    const unsealed = await this.chain.findUnsealed();
    if (unsealed) return { position: null, auditId: unsealed, reason: BreakReason.RowUnsealed };
    const deleted = await this.chain.findPendingWithoutRow();
    return deleted ? { position: null, auditId: deleted, reason: BreakReason.RowMissing } : null;
  }
}

function endBreak({ last }: ChainEnd, reason: BreakReason): AuditBreak {
  const position = reason === BreakReason.TailMissing ? last.position + 1 : last.position;
  return { position, auditId: null, reason };
}
