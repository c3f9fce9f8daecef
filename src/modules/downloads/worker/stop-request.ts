/**
 * Why a worker lets go of a download: its owner wants it so, this process ends, or it is (or may be) another worker's.
 */
export type StopReason = 'paused' | 'cancelled' | 'shutdown' | 'lost';

export class StopRequest extends Error {
  constructor(readonly reason: StopReason) {
    super(`The download is let go: ${reason}`);
    this.name = 'StopRequest';
  }
}

/** The reason behind an aborted signal, or null while nobody asked to stop. */
export const stopReasonOf = (signal: AbortSignal): StopReason | null =>
  signal.reason instanceof StopRequest ? signal.reason.reason : null;
