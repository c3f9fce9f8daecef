import { setTimeout as sleep } from 'node:timers/promises';
import { readTrackerAnswer } from './tracker-answer.js';
import type { TrackerAnswer } from './tracker-answer.js';

const WANTED_PEERS = 80;
const REQUEST_TIMEOUT_MS = 20_000;
const FAREWELL_TIMEOUT_MS = 1500;
const DEFAULT_INTERVAL_SECONDS = 1800;
const MAX_INTERVAL_SECONDS = 3600;
const FIRST_RETRY_SECONDS = 10;

/** Fetches an announce URL and answers the body of a 200; rejects for everything else. Checks addresses, caps the size. */
export type TrackerFetch = (url: string, signal: AbortSignal) => Promise<Buffer>;

/** What a tracker is told about this side. */
export interface AnnounceFacts {
  readonly uploaded: number;
  readonly downloaded: number;
  /** Bytes still missing; a guess while the size is unknown. */
  readonly left: number;
}

export interface HttpTrackerOptions {
  readonly url: string;
  readonly infoHash: string;
  /** 20 bytes as hex. */
  readonly peerId: string;
  readonly port: number;
  readonly fetch: TrackerFetch;
  facts(): AnnounceFacts;
  onPeers(addresses: readonly string[]): void;
  onWarning(error: Error): void;
}

type AnnounceEvent = 'started' | 'completed' | 'stopped';

/**
 * Announces one torrent to one HTTP tracker until it is stopped (BEP 3, 7, 23). Asks again at the tracker's pace, sooner while
 * the tracker knows no peers, and with growing pauses while it fails.
 */
export class HttpTracker {
  private readonly stopping = new AbortController();
  private wasReached = false;
  private running: Promise<void> | null = null;

  constructor(private readonly options: HttpTrackerOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Tells the tracker that the download is complete. */
  async complete(): Promise<void> {
    if (this.wasReached && !this.stopping.signal.aborted)
      await this.tryAnnounce('completed', REQUEST_TIMEOUT_MS);
  }

  /** Ends the announces and says good-bye to a tracker that knows us; waits for that 1.5 s at most. */
  async stop(): Promise<void> {
    if (this.stopping.signal.aborted) return;
    this.stopping.abort();
    await this.running;
    if (this.wasReached) await this.tryAnnounce('stopped', FAREWELL_TIMEOUT_MS);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0, lonely = 0; !signal.aborted;) {
      const answer = await this.tryAnnounce(this.wasReached ? null : 'started', REQUEST_TIMEOUT_MS, signal);
      failures = answer === null ? failures + 1 : 0;
      lonely = answer?.peers.length === 0 ? lonely + 1 : 0;
      const seconds = answer === null ? retryAfter(failures) : announceAgainAfter(answer, lonely);
      await sleep(seconds * 1000, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private async tryAnnounce(
    event: AnnounceEvent | null,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<TrackerAnswer | null> {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const body = await this.options.fetch(
        this.urlOf(event),
        signal ? AbortSignal.any([signal, timeout]) : timeout,
      );
      const answer = readTrackerAnswer(body);
      this.wasReached = true;
      if (this.stopping.signal.aborted) return null;
      this.options.onPeers(answer.peers);
      return answer;
    } catch (error) {
      if (!this.stopping.signal.aborted) this.options.onWarning(toError(error));
      return null;
    }
  }

  private urlOf(event: AnnounceEvent | null): string {
    const { url, infoHash, peerId, port } = this.options;
    const { uploaded, downloaded, left } = this.options.facts();
    const query = [
      `info_hash=${percentEncode(infoHash)}`,
      `peer_id=${percentEncode(peerId)}`,
      `port=${port}`,
      `uploaded=${uploaded}`,
      `downloaded=${downloaded}`,
      `left=${left}`,
      'compact=1',
      `numwant=${event === 'stopped' ? 0 : WANTED_PEERS}`,
      ...(event === null ? [] : [`event=${event}`]),
    ].join('&');
    return `${url}${url.includes('?') ? '&' : '?'}${query}`;
  }
}

/** Hex to the percent-encoded bytes that trackers expect; URLSearchParams would encode text instead. */
function percentEncode(hex: string): string {
  return hex.replace(/../g, '%$&');
}

function retryAfter(failures: number): number {
  const seconds = Math.min(FIRST_RETRY_SECONDS * 2 ** (failures - 1), DEFAULT_INTERVAL_SECONDS);
  return seconds * (0.8 + 0.4 * Math.random());
}

function announceAgainAfter(answer: TrackerAnswer, lonely: number): number {
  const interval = Math.min(answer.intervalSeconds ?? DEFAULT_INTERVAL_SECONDS, MAX_INTERVAL_SECONDS);
  const floor = Math.max(answer.minIntervalSeconds ?? 0, FIRST_RETRY_SECONDS);
  return lonely === 0 ? Math.max(interval, floor) : Math.max(Math.min(interval, retryAfter(lonely)), floor);
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
