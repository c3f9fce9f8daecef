import type WebTorrent from 'webtorrent';
import type { DownloadTask } from '../download-kind.js';
import type { TrackerFetch } from './http-tracker.js';
import type { TorrentLayout } from './torrent-files.js';
import type { RangeFetch } from './web-seeds.js';

/** What a session gets from its engine. */
export interface TorrentSessionOptions {
  readonly task: DownloadTask;
  readonly client: WebTorrent;
  readonly infoHash: string;
  /** From an earlier run; null when peers have to be asked. */
  readonly layout: TorrentLayout | null;
  /** Those that the policy allows. */
  readonly trackers: readonly string[];
  readonly fetchTracker: TrackerFetch;
  /** Whether the client finds peers by DHT, PEX or LSD, which a private torrent must not use. */
  readonly findsPeersPublicly: boolean;
  readonly maxConnections: number;
  readonly fetchRange: RangeFetch;
  readonly isBlocked: (address: string) => boolean;
  onWarning(error: Error): void;
  onEnd(): void;
}
