import type { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';

/** One way of fetching files. A worker has one instance of each kind and drives them all alike. */
export interface DownloadKind {
  readonly name: 'torrent' | 'http' | 'gallery' | 'youtube';
  /** Begins or continues a download. Refuses a source that it cannot read, and one that is open already. */
  open(task: DownloadTask): Promise<DownloadSession>;
  /** Stops every session and keeps their files. */
  close(): Promise<void>;
}

export interface DownloadTask {
  readonly id: string;
  /** What to fetch; a magnet link for torrents. */
  readonly source: string;
  /** Exists or is created; nothing but this download writes there. */
  readonly directory: string;
  /** What the 'metadata' event gave in an earlier run, or null. */
  readonly metadata: Buffer | null;
}

export interface DownloadEvents {
  /** Name, files and size are known and were found harmless. Emitted once per session. */
  metadata: [metadata: DownloadMetadata];
  /** Every byte is verified and on disk. The session goes on serving until it is stopped. */
  done: [];
  /** The download cannot go on; its files are kept. Nothing follows but what stop() and remove() do. */
  error: [error: Error];
}

export interface DownloadMetadata {
  readonly name: string;
  readonly totalBytes: number;
  readonly files: readonly DownloadFile[];
  /** Opaque; handed back in DownloadTask.metadata it spares the next run the search. A .torrent file for torrents. */
  readonly bytes: Buffer;
}

export interface DownloadFile {
  readonly index: number;
  /** Below the task's directory, components joined by '/'. Safe on every platform. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly bytesDone: number;
}

export type DownloadState = 'metadata' | 'checking' | 'downloading' | 'done' | 'failed' | 'stopped';

export interface DownloadSnapshot {
  readonly state: DownloadState;
  readonly bytesDone: number;
  /** Null until the metadata is known. */
  readonly totalBytes: number | null;
  /** Bytes that came in over the network in this session, with the protocol's own. */
  readonly bytesReceived: number;
  readonly bytesSent: number;
  readonly speedBytesPerSecond: number;
  readonly uploadSpeedBytesPerSecond: number;
  readonly etaSeconds: number | null;
  readonly seeders: number;
  readonly leechers: number;
  readonly peers: readonly DownloadPeer[];
  /** When payload was last stored, verified or learnt; the start of the session before that. */
  readonly lastProgressAt: Date;
}

export interface DownloadPeer {
  readonly address: string;
  readonly client: string;
  readonly isSeeder: boolean;
  readonly speedBytesPerSecond: number;
  readonly uploadSpeedBytesPerSecond: number;
}

export interface DownloadSession extends EventEmitter<DownloadEvents> {
  readonly id: string;
  snapshot(): DownloadSnapshot;
  /** Empty until the metadata is known. */
  files(): DownloadFile[];
  /**
   * Bytes `start` to `end` (both inclusive) of a file, as they arrive: what is missing is fetched first. Aborting the signal
   * or destroying the stream gives up the claim at once. Refuses unknown files and bytes outside the file.
   */
  read(index: number, start: number, end: number, signal?: AbortSignal): Readable;
  /** Ends all transfers and keeps the files; opening the task again continues. Idempotent. */
  stop(): Promise<void>;
  /** Stops and deletes the task's directory. Idempotent. */
  remove(): Promise<void>;
}
