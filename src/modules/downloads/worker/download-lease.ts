import type { Logger } from '../../../common/logging/logger.js';
import { DesiredState } from '../download-state.js';
import { LEASE_SECONDS } from './claim-statement.js';
import type { ClaimedDownloads, LeasedFacts } from './claimed-downloads.repository.js';
import { StopRequest } from './stop-request.js';
import type { StopReason } from './stop-request.js';

const RENEW_MS = 5000;
const RETRY_MS = 1000;
/** Transfers end this long before another worker may take the download. */
const SAFETY_MS = 3000;

export interface LeaseOptions {
  readonly downloadId: string;
  readonly workerId: string;
  /** `performance.now()` of before the claim: the lease is at least as old. */
  readonly claimedAt: number;
  readonly downloads: ClaimedDownloads;
  readonly logger: Logger;
  /** Each time the row was read. */
  onFacts?(facts: LeasedFacts): void;
}

/**
 * Holds a download for this worker, and learns from the row what its owner wants. When the lease can't be renewed in time,
 * whatever the reason, the signal is aborted while the lease still holds: no download ever runs on two workers.
 */
export class DownloadLease {
  private readonly controller = new AbortController();
  private renewAt: NodeJS.Timeout | undefined;
  private deadline: NodeJS.Timeout | undefined;
  private renewing: Promise<void> | null = null;
  private isEnded = false;

  constructor(private readonly options: LeaseOptions) {}

  /** Aborted with a StopRequest. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  start(): void {
    this.extend(this.options.claimedAt);
    this.schedule(RENEW_MS);
  }

  /** Looks at the row now; what it says has taken effect when this resolves. */
  async check(): Promise<void> {
    clearTimeout(this.renewAt);
    this.renewing ??= this.renew().finally(() => (this.renewing = null));
    await this.renewing;
  }

  stop(reason: StopReason): void {
    if (!this.signal.aborted) this.controller.abort(new StopRequest(reason));
  }

  /** Ends the renewals; the signal stays as it is. */
  async end(): Promise<void> {
    this.isEnded = true;
    clearTimeout(this.renewAt);
    clearTimeout(this.deadline);
    await this.renewing;
  }

  private async renew(): Promise<void> {
    const askedAt = performance.now();
    const { downloadId, workerId, downloads, logger } = this.options;
    try {
      const facts = await downloads.renew(downloadId, workerId);
      if (facts === null) this.stop('lost');
      else this.obey(facts, askedAt);
      this.schedule(RENEW_MS);
    } catch (error) {
      logger.warn({ err: error, download_id: downloadId }, 'The lease could not be renewed');
      this.schedule(RETRY_MS);
    }
  }

  private obey(facts: LeasedFacts, askedAt: number): void {
    this.extend(askedAt);
    this.options.onFacts?.(facts);
    if (facts.wanted === DesiredState.Paused) this.stop('paused');
    if (facts.wanted === DesiredState.Cancelled) this.stop('cancelled');
  }

  private extend(from: number): void {
    clearTimeout(this.deadline);
    if (this.isEnded) return;
    const left = from + LEASE_SECONDS * 1000 - SAFETY_MS - performance.now();
    this.deadline = setTimeout(() => this.stop('lost'), Math.max(left, 0));
  }

  private schedule(delayMs: number): void {
    clearTimeout(this.renewAt);
    if (!this.isEnded) this.renewAt = setTimeout(() => void this.check(), delayMs);
  }
}
