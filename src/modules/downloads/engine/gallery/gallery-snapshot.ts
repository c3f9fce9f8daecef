import type { DownloadSnapshot, DownloadState } from '../download-kind.js';
import type { FileTransfers } from './file-transfers.js';
import type { GalleryFiles } from './gallery-files.js';

export interface GalleryProgress {
  readonly files: GalleryFiles;
  /** Null before the journal is read. */
  readonly transfers: FileTransfers | null;
  readonly ended: DownloadState | null;
  readonly lastChangeAt: Date;
}

/** Where a gallery stands. Sizes are the sums of those that are known. */
export function gallerySnapshot({
  files,
  transfers,
  ended,
  lastChangeAt,
}: GalleryProgress): DownloadSnapshot {
  const active = transfers?.all ?? [];
  const speed = sum(active.map(({ speedBytesPerSecond }) => speedBytesPerSecond));
  const wanted = files.all.filter(({ state }) => state !== 'failed' && state !== 'unwanted');
  const totalBytes = sum(wanted.map(({ sizeBytes }) => sizeBytes ?? 0));
  const stored = sum(files.all.map(({ state, sizeBytes }) => (state === 'done' ? (sizeBytes ?? 0) : 0)));
  const bytesDone = stored + sum(active.map((transfer) => transfer.bytesDone));
  return {
    state: ended ?? (files.all.length === 0 ? 'metadata' : 'downloading'),
    bytesDone,
    totalBytes: files.all.length === 0 ? null : totalBytes,
    currentFile: active[0]?.file.name ?? null,
    filesDone: files.count('done'),
    filesFailed: files.count('failed'),
    bytesReceived: transfers?.bytesReceived ?? 0,
    bytesSent: 0,
    speedBytesPerSecond: speed,
    uploadSpeedBytesPerSecond: 0,
    etaSeconds: speed > 0 ? Math.max(0, Math.ceil((totalBytes - bytesDone) / speed)) : null,
    seeders: 0,
    leechers: 0,
    peers: [],
    lastProgressAt: new Date(Math.max(+lastChangeAt, ...active.map((transfer) => +transfer.lastProgressAt))),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
