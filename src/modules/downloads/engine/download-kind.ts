import type { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import type { DownloadKindName, DownloadLimits, DownloadSource } from './download-source.js';

/** One way of fetching files. A worker has one instance of each kind and drives them all alike. */
export interface DownloadKind {
  readonly name: DownloadKindName;
  /** Begins or continues a download. Refuses a source that it cannot read, and one that is open already. */
  open(task: DownloadTask): Promise<DownloadSession>;
  /** Limits of all its sessions together, from now on; none before the first call. Absent: the kind knows of none. */
  setSpeedLimits?(limits: SpeedLimits): void;
  /** Stops every session and keeps their files. */
  close(): Promise<void>;
}

/** Bytes a second; null is no limit, 0 nothing at all. */
export interface SpeedLimits {
  readonly download: number | null;
  readonly upload: number | null;
}

export interface DownloadTask {
  readonly id: string;
  readonly source: DownloadSource;
  readonly limits: DownloadLimits;
  /** For the files. Exists or is created; nothing but this download writes there. */
  readonly directory: string;
  /** For what the kind notes down to continue after a crash. Exists or is created; goes with the files. */
  readonly journalDirectory: string;
  /** What the 'metadata' event gave in an earlier run, or null. */
  readonly metadata: Buffer | null;
}

export interface DownloadEvents {
  /** Name, files and size are known and were found harmless. Again when more files turn up, as on pages of links. */
  metadata: [metadata: DownloadMetadata];
  /** Every byte is verified and on disk. The session goes on serving until it is stopped. */
  done: [];
  /** The download cannot go on; its files are kept. Nothing follows but what stop() and remove() do. */
  error: [error: Error];
}

export interface DownloadMetadata {
  readonly name: string;
  /** Null while a server does not say. */
  readonly totalBytes: number | null;
  readonly files: readonly DownloadFile[];
  /** Opaque; handed back in DownloadTask.metadata it spares the next run the search. A .torrent file for torrents. */
  readonly bytes: Buffer | null;
}

export interface DownloadFile {
  readonly index: number;
  /** Below the task's directory, components joined by '/'. Safe on every platform. */
  readonly path: string;
  /** Null while a server does not say. */
  readonly sizeBytes: number | null;
  readonly bytesDone: number;
  /** False for files of a torrent that were left out. */
  readonly isWanted: boolean;
  /** Lower-case hex digits, once it is known. Absent where pieces have hashes of their own. */
  readonly sha256?: string | null;
}

export type DownloadState = 'metadata' | 'checking' | 'downloading' | 'done' | 'failed' | 'stopped';

export interface DownloadSnapshot {
  readonly state: DownloadState;
  readonly bytesDone: number;
  /** Of the files that are wanted. Null until it is known. */
  readonly totalBytes: number | null;
  /** The file that is being fetched, where they come one by one. */
  readonly currentFile: string | null;
  readonly filesDone: number;
  readonly filesFailed: number;
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
  /** Obeys other limits from now on. */
  setLimits(limits: DownloadLimits): void;
  /** Ends all transfers and keeps the files; opening the task again continues. Idempotent. */
  stop(): Promise<void>;
  /** Stops and deletes the task's directories. Idempotent. */
  remove(): Promise<void>;
}
