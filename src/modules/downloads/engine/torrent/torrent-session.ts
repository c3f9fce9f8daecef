import { EventEmitter } from 'node:events';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type WebTorrent from 'webtorrent';
import type {
  DownloadEvents,
  DownloadFile,
  DownloadSession,
  DownloadSnapshot,
  DownloadState,
  DownloadTask,
} from '../download-kind.js';
import type { DownloadLimits } from '../download-source.js';
import { DownloadRangeError, DownloadStoppedError } from '../engine.errors.js';
import { PieceStore } from './piece-store.js';
import { RangeStream } from './range-stream.js';
import { Swarm } from './swarm.js';
import { engineErrorOf } from './torrent-failure.js';
import { readTorrentInfo, writeTorrentFile } from './torrent-files.js';
import type { TorrentLayout } from './torrent-files.js';
import { etaSeconds, filesOf, peersOf } from './torrent-snapshot.js';
import type { TrackerFetch } from './http-tracker.js';

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
  onWarning(error: Error): void;
  onEnd(): void;
}

/** One torrent from its link to its files. */
export class TorrentSession extends EventEmitter<DownloadEvents> implements DownloadSession {
  readonly id: string;
  private readonly store: PieceStore;
  private layout: TorrentLayout | null;
  private swarm: Swarm | null = null;
  private ended: 'done' | 'failed' | 'stopped' | null = null;
  private stopping: Promise<void> | null = null;
  private lastProgressAt = new Date();
  private mostBytesDone = 0;
  private limits: DownloadLimits;

  constructor(private readonly options: TorrentSessionOptions) {
    super();
    this.id = options.task.id;
    this.layout = options.layout;
    this.limits = options.task.limits;
    this.store = new PieceStore(options.task.directory);
  }

  /** Begins. Not part of the constructor, so that the caller's listeners are there first. */
  start(): void {
    if (this.stopping !== null || this.swarm !== null) return;
    if (this.layout !== null) this.store.setLayout(this.layout);
    this.joinSwarm();
    if (this.layout !== null && this.stopping === null) this.announceMetadata(this.layout);
  }

  snapshot(): DownloadSnapshot {
    const torrent = this.swarm?.torrent;
    const isMoving = torrent !== undefined && !torrent.destroyed;
    const totalBytes = this.layout?.totalBytes ?? null;
    const peers = isMoving ? peersOf(torrent.wires) : [];
    const seeders = peers.filter((peer) => peer.isSeeder).length;
    const bytesDone = torrent?.downloaded ?? 0;
    this.noteProgress(bytesDone);
    return {
      state: this.state(),
      bytesDone,
      totalBytes,
      currentFile: null,
      filesDone: this.files().filter((file) => file.bytesDone === file.sizeBytes).length,
      filesFailed: 0,
      bytesReceived: torrent?.received ?? 0,
      bytesSent: torrent?.uploaded ?? 0,
      speedBytesPerSecond: isMoving ? Math.round(torrent.downloadSpeed) : 0,
      uploadSpeedBytesPerSecond: isMoving ? Math.round(torrent.uploadSpeed) : 0,
      etaSeconds: isMoving && this.ended === null ? etaSeconds(torrent, totalBytes) : null,
      seeders,
      leechers: peers.length - seeders,
      peers,
      lastProgressAt: this.lastProgressAt,
    };
  }

  files(): DownloadFile[] {
    if (this.layout === null) return [];
    const bitfield = this.swarm?.torrent.bitfield;
    return filesOf(this.layout, (piece) => bitfield?.get(piece) ?? false);
  }

  read(index: number, start: number, end: number, signal?: AbortSignal): Readable {
    const torrent = this.swarm?.torrent;
    if (torrent === undefined || torrent.destroyed) throw new DownloadStoppedError();
    const file = this.layout?.files[index];
    if (file === undefined || file.isPadding || !isRangeOf(file.length, start, end))
      throw new DownloadRangeError();
    return new RangeStream(
      torrent,
      this.store,
      { start: file.offset + start, end: file.offset + end },
      signal,
    );
  }

  setLimits(limits: DownloadLimits): void {
    this.limits = limits;
  }

  stop(): Promise<void> {
    this.stopping ??= this.end(this.ended ?? 'stopped');
    return this.stopping;
  }

  async remove(): Promise<void> {
    await this.stop();
    const { directory, journalDirectory } = this.options.task;
    for (const own of [directory, journalDirectory])
      await rm(own, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Ends the session because of `error` and says so once. What was done stays done. */
  fail(error: Error): void {
    if (this.stopping !== null) return;
    const wasDone = this.ended === 'done';
    this.stopping = this.end(wasDone ? 'done' : 'failed');
    if (!wasDone && this.listenerCount('error') > 0) this.emit('error', error);
    else this.options.onWarning(error);
  }

  private async end(state: 'done' | 'failed' | 'stopped'): Promise<void> {
    this.ended = state;
    await this.swarm?.stop();
    await this.store.closeFiles();
    this.options.onEnd();
  }

  private state(): DownloadState {
    if (this.ended !== null) return this.ended;
    if (this.layout === null) return 'metadata';
    return this.swarm?.torrent.ready === true ? 'downloading' : 'checking';
  }

  /** The client may have died since the session was opened. */
  private joinSwarm(): void {
    try {
      this.swarm = this.openSwarm();
    } catch (error) {
      this.fail(engineErrorOf(error));
    }
  }

  private openSwarm(): Swarm {
    const { client, infoHash, trackers, fetchTracker, onWarning } = this.options;
    const swarm = new Swarm({
      client,
      infoHash,
      layout: this.layout,
      trackers,
      fetchTracker,
      store: this.store,
      onWarning,
      acceptMetadata: (info) => this.acceptMetadata(info),
    });
    let isNew = true;
    swarm.torrent.once('ready', () => (isNew = swarm.torrent.downloaded < (this.layout?.totalBytes ?? 0)));
    swarm.torrent.on('verified', () => (this.lastProgressAt = new Date()));
    swarm.torrent.on('done', () => void this.complete(swarm, isNew));
    swarm.torrent.on('error', (error) => this.fail(engineErrorOf(error)));
    return swarm;
  }

  /** Checks the metadata before anything is created; a hostile torrent ends the session here. */
  private acceptMetadata(info: Buffer): boolean {
    if (this.layout !== null) return true;
    if (this.stopping !== null) return false;
    try {
      this.layout = readTorrentInfo(info);
    } catch (error) {
      this.fail(engineErrorOf(error));
      return false;
    }
    this.store.setLayout(this.layout);
    this.lastProgressAt = new Date();
    if (this.layout.isPrivate && this.options.findsPeersPublicly) void this.reopenPrivately();
    else this.swarm?.begin(this.layout).catch((error: unknown) => this.fail(engineErrorOf(error)));
    this.announceMetadata(this.layout);
    return true;
  }

  /** Only the metadata tells that a torrent is private: leave every peer found by public means, and start over without them. */
  private async reopenPrivately(): Promise<void> {
    await this.swarm?.stop();
    if (this.stopping === null) this.joinSwarm();
  }

  private announceMetadata(layout: TorrentLayout): void {
    this.emit('metadata', {
      name: layout.name,
      totalBytes: layout.totalBytes,
      files: this.files(),
      bytes: writeTorrentFile(layout.infoBytes, this.options.trackers),
    });
  }

  private async complete(swarm: Swarm, isNew: boolean): Promise<void> {
    try {
      await this.store.flush();
    } catch (error) {
      this.fail(engineErrorOf(error));
      return;
    }
    if (this.ended !== null) return;
    this.ended = 'done';
    this.emit('done');
    if (isNew) await swarm.announceComplete();
  }

  private noteProgress(bytesDone: number): void {
    if (bytesDone <= this.mostBytesDone) return;
    this.mostBytesDone = bytesDone;
    this.lastProgressAt = new Date();
  }
}

function isRangeOf(size: number, start: number, end: number): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end < size;
}
