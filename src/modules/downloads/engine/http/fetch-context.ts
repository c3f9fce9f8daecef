import type { Bandwidth } from '../bandwidth.js';
import type { HttpSource } from '../download-source.js';
import type { HttpRequests } from './http-requests.js';

/** What everything that fetches for one download shares. */
export interface FetchContext {
  readonly source: HttpSource;
  readonly requests: HttpRequests;
  readonly bandwidth: Bandwidth;
  readonly maxBytes: number;
  /** Aborted when the download ends, for whatever reason. */
  readonly signal: AbortSignal;
  onReceived(bytes: number): void;
  /** Failures that are tried again, versions that are thrown away. */
  onWarning(error: Error): void;
}
