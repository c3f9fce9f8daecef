import type { Torrent } from 'webtorrent';
import { spansOf } from './piece-map.js';
import { rawPathsOf } from './torrent-files.js';
import type { TorrentFile, TorrentLayout } from './torrent-files.js';
import { WebSeedConnection } from './web-seed-connection.js';

const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 600_000;
const BAD_PIECE = /Piece (\d+) failed verification/;

/** Fetches `start` to `end`, both inclusive, of the file at a URL; rejects for whatever is not exactly that. */
export type RangeFetch = (url: string, start: number, end: number, signal: AbortSignal) => Promise<Buffer>;

export interface WebSeedsOptions {
  readonly torrent: Torrent;
  readonly layout: TorrentLayout;
  readonly fetch: RangeFetch;
  onWarning(error: Error): void;
}

/** The web servers that a torrent names as sources (BEP 19). One that fails is tried again after a pause, each longer. */
export class WebSeeds {
  private readonly failures = new Map<string, number>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly connections = new Map<string, WebSeedConnection>();
  private isStopped = false;

  constructor(private readonly options: WebSeedsOptions) {}

  start(): void {
    this.options.torrent.on('warning', (warning) => this.onWarning(String(warning)));
    for (const url of this.options.layout.webSeeds) this.connect(url);
  }

  stop(): void {
    this.isStopped = true;
    for (const timer of this.timers) clearTimeout(timer);
  }

  private connect(url: string): void {
    const { torrent, layout, fetch } = this.options;
    if (this.isStopped || torrent.destroyed) return;
    const urlOf = fileUrls(url, layout);
    const connection = new WebSeedConnection({
      url,
      pieceLength: layout.pieceLength,
      pieceCount: layout.pieceHashes.length,
      read: (start, length, signal) => readSpans(layout, start, length, urlOf, fetch, signal),
      onFailure: (error) => this.retry(url, error),
    });
    this.connections.set(url, connection);
    torrent.addWebSeed(connection);
  }

  /** The client says only which piece was wrong, in words. */
  private onWarning(text: string): void {
    const piece = BAD_PIECE.exec(text)?.[1];
    if (piece === undefined) return;
    for (const connection of this.connections.values()) connection.onBadPiece(Number(piece));
  }

  private retry(url: string, error: unknown): void {
    const failures = this.failures.get(url) ?? 0;
    this.failures.set(url, failures + 1);
    this.options.onWarning(error instanceof Error ? error : new Error(String(error)));
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.connect(url);
    }, pause).unref();
    this.timers.add(timer);
  }
}

async function readSpans(
  layout: TorrentLayout,
  start: number,
  length: number,
  urlOf: (file: TorrentFile) => string,
  fetch: RangeFetch,
  signal: AbortSignal,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const { file, position, length: size } of spansOf(layout.files, start, length)) {
    if (file.isPadding) parts.push(Buffer.alloc(size));
    else parts.push(await fetch(urlOf(file), position, position + size - 1, signal));
  }
  return Buffer.concat(parts);
}

/** By the names as they stand in the torrent: those on disk may have been made safe. */
function fileUrls(url: string, layout: TorrentLayout): (file: TorrentFile) => string {
  const paths = rawPathsOf(layout.infoBytes);
  const isFolder = url.endsWith('/');
  if (!paths.isMultiFile) return () => (isFolder ? url + percentEncode(paths.name) : url);
  const base = `${isFolder ? url : `${url}/`}${percentEncode(paths.name)}/`;
  const numbers = new Map(layout.files.map((file, i) => [file, i]));
  return (file) => base + (paths.files[numbers.get(file) ?? -1] ?? []).map(percentEncode).join('/');
}

function percentEncode(component: Buffer): string {
  return Array.from(component, (byte) => {
    const character = String.fromCharCode(byte);
    return /[\w.~-]/.test(character) ? character : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
  }).join('');
}
