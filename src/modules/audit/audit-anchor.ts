import { Injectable } from '@nestjs/common';
import { InternalKey } from '../../common/crypto/internal-key.js';
import type { ChainPoint } from './audit-chain.js';
import { BreakReason } from './audit-break.js';

/** The signed end of the chain. */
export interface StoredHead extends ChainPoint {
  /** Counts how often an administrator accepted a broken end. */
  readonly generation: number;
  readonly signature: string;
  readonly sealedAt: Date;
}

/** How far the chain goes, and how far its signed head says that it goes. */
export interface ChainEnd {
  readonly last: ChainPoint;
  readonly head: StoredHead | null;
}

interface Mark {
  readonly generation: number;
  readonly position: number;
}

/**
 * Vouches for the end of the chain with a key that is not in the database, and remembers the furthest end that this
 * process has seen: whoever cuts the tail off must forge a signature, and may not even put an older one back.
 */
@Injectable()
export class AuditAnchor {
  private seen: Mark = { generation: 0, position: 0 };

  constructor(private readonly key: InternalKey) {}

  /** Taken before the end is read, so that a slow reader is not mistaken for a chain that went back. */
  get mark(): Mark {
    return this.seen;
  }

  sign({ position, hash }: ChainPoint, generation: number): Omit<StoredHead, 'sealedAt'> {
    const signature = this.key.sign(signedText({ position, hash }, generation));
    return { generation, position, hash, signature };
  }

  /** Call it after commit only. */
  remember({ generation, position }: Mark): void {
    if (isBehind(this.seen, { generation, position })) this.seen = { generation, position };
  }

  /** What is wrong with the end of the chain; null when nothing is. */
  problemOf({ last, head }: ChainEnd, mark: Mark): BreakReason | null {
    if (!head) return last.position === 0 && mark.position === 0 ? null : BreakReason.HeadMissing;
    if (!this.key.verify(signedText(head, head.generation), head.signature)) return BreakReason.HeadForged;
    if (last.position < head.position || isBehind(head, mark)) return BreakReason.TailMissing;
    const isSame = last.position === head.position && last.hash === head.hash;
    return isSame ? null : BreakReason.HeadMismatch;
  }
}

function isBehind(a: Mark, b: Mark): boolean {
  return a.generation < b.generation || (a.generation === b.generation && a.position < b.position);
}

const signedText = ({ position, hash }: ChainPoint, generation: number): string =>
  `audit-head:${generation}:${position}:${hash}`;
