import { isWaitReason } from '../download-wait.js';
import type { WaitReason } from '../download-wait.js';

/**
 * Why a worker lets go of a download: its owner wants it so, this process ends, it is (or may be) another worker's, or
 * something stands in its way that will pass.
 */
export type StopReason = 'paused' | 'cancelled' | 'shutdown' | 'lost' | WaitReason;

export class StopRequest extends Error {
  constructor(readonly reason: StopReason) {
    super(`The download is let go: ${reason}`);
    this.name = 'StopRequest';
  }
}

/** The reason behind an aborted signal, or null while nobody asked to stop. */
export const stopReasonOf = (signal: AbortSignal): StopReason | null =>
  signal.reason instanceof StopRequest ? signal.reason.reason : null;

/** What it waits for from now on; null for reasons that are none to wait. */
export const waitReasonOf = (reason: StopReason | null): WaitReason | null =>
  reason !== null && isWaitReason(reason) ? reason : null;
