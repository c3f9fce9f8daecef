import { EventEmitter } from 'node:events';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type {
  DownloadEvents,
  DownloadFile,
  DownloadSession,
  DownloadSnapshot,
  DownloadState,
} from '../download-kind.js';
import { Bandwidth } from '../bandwidth.js';
import type { DownloadLimits } from '../download-source.js';
import { DownloadRangeError, DownloadStoppedError } from '../engine.errors.js';
import { PieceSelection } from './piece-selection.js';
import { PieceStore } from './piece-store.js';
import { RangeStream } from './range-stream.js';
import { Resume } from './resume.js';
import { Swarm } from './swarm.js';
import { engineErrorOf } from './torrent-failure.js';
import { readTorrentInfo, writeTorrentFile } from './torrent-files.js';
import type { TorrentLayout } from './torrent-files.js';
import type { TorrentSessionOptions } from './torrent-session-options.js';
import { countsOf, filesOf } from './torrent-snapshot.js';

/** One torrent from its link to its files. */
export class TorrentSession extends EventEmitter<DownloadEvents> implements DownloadSession {
  readonly id: string;
  private readonly store: PieceStore;
  private readonly resume: Resume;
  private readonly uploads: Bandwidth;
  private readonly closing = new AbortController();
  private selection: PieceSelection | null = null;
  private layout: TorrentLayout | null;
  private swarm: Swarm | null = null;
  private ended: 'done' | 'failed' | 'stopped' | null = null;
  private stopping: Promise<void> | null = null;
  private lastProgressAt = new Date();
  private mostBytesDone = 0;
  private isNew = true;
  private isKept = true;
  private completing: Promise<void> | null = null;
  private limits: DownloadLimits;

  constructor(private readonly options: TorrentSessionOptions) {
    super();
    this.id = options.task.id;
    this.layout = options.layout;
    this.limits = options.task.limits;
    const { directory, journalDirectory } = options.task;
    this.store = new PieceStore(directory, {
      writing: (piece) => this.resume.writing(piece),
      serving: (bytes) => this.uploads.take(bytes, this.closing.signal),
    });
    this.resume = new Resume({ store: this.store, journalDirectory, onWarning: options.onWarning });
    this.uploads = new Bandwidth(this.limits.uploadLimit);
  }

  /** Begins. Not part of the constructor, so that the caller's listeners are there first. */
  start(): void {
    if (this.stopping !== null || this.swarm !== null) return;
    if (this.layout !== null) this.take(this.layout);
    this.joinSwarm();
    if (this.layout !== null && this.stopping === null) this.announceMetadata(this.layout);
  }

  snapshot(): DownloadSnapshot {
    const { layout, selection, ended } = this;
    const torrent = this.swarm?.torrent ?? null;
    const files = this.files();
    const counts = countsOf({ torrent, layout, selection, hasEnded: ended !== null });
    this.noteProgress(counts.bytesDone);
    return {
      ...counts,
      state: this.state(),
      currentFile: null,
      filesDone: files.filter((file) => file.isWanted && file.bytesDone === file.sizeBytes).length,
      filesFailed: 0,
      lastProgressAt: this.lastProgressAt,
    };
  }

  files(): DownloadFile[] {
    const { layout, selection } = this;
    if (layout === null || selection === null) return [];
    return filesOf(
      layout,
      (piece) => this.hasPiece(piece),
      (file) => selection.isWanted(file),
    );
  }

  read(index: number, start: number, end: number, signal?: AbortSignal): Readable {
    const torrent = this.swarm?.torrent;
    if (torrent === undefined || torrent.destroyed) throw new DownloadStoppedError();
    const file = this.layout?.files[index];
    if (file === undefined || file.isPadding || !isRangeOf(file.length, start, end))
      throw new DownloadRangeError();
    const range = { start: file.offset + start, end: file.offset + end };
    const stream = new RangeStream(torrent, this.store, range, signal);
    const leave = this.swarm?.limits.addReader();
    return stream.once('close', () => leave?.());
  }

  /** Which files are wanted is settled once the download is done. */
  setLimits(limits: DownloadLimits): void {
    const { wantedFiles } = this.ended === null ? limits : this.limits;
    this.limits = { ...limits, wantedFiles };
    this.uploads.setLimit(limits.uploadLimit);
    if (this.layout !== null) this.selection = new PieceSelection(this.layout, wantedFiles);
    this.swarm?.limits.change(this.limits);
    this.completeIfWhole();
  }

  /** Which peers are blocked has changed. */
  dropBlocked(): void {
    this.swarm?.dropBlocked();
  }

  stop(): Promise<void> {
    this.stopping ??= this.end(this.ended ?? 'stopped');
    return this.stopping;
  }

  async remove(): Promise<void> {
    this.isKept = false;
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
    this.closing.abort();
    await this.swarm?.stop();
    await this.resume.end(this.isKept);
    await this.store.closeFiles();
    this.options.onEnd();
  }

  /** From here on the pieces and files are known. */
  private take(layout: TorrentLayout): void {
    this.layout = layout;
    this.selection = new PieceSelection(layout, this.limits.wantedFiles);
    this.store.setLayout(layout);
  }

  /** Whether a piece is there, verified and written. */
  hasPiece(piece: number): boolean {
    return this.swarm?.torrent.bitfield?.get(piece) === true;
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
    const { client, infoHash, trackers, fetchTracker, fetchRange, maxConnections, isBlocked, onWarning } =
      this.options;
    const swarm = new Swarm({
      client,
      infoHash,
      layout: this.layout,
      trackers,
      fetchTracker,
      store: this.store,
      limits: this.limits,
      maxConnections,
      fetchRange,
      isBlocked,
      onWarning,
      checkPieces: (layout, onVerified) => this.resume.check(layout, onVerified),
      acceptMetadata: (info) => this.acceptMetadata(info),
    });
    swarm.torrent.once('ready', () => {
      this.isNew = this.selection?.isComplete((piece) => this.hasPiece(piece)) !== true;
      this.completeIfWhole();
    });
    swarm.torrent.on('verified', (piece) => this.onVerified(swarm, piece));
    swarm.torrent.on('error', (error) => this.fail(engineErrorOf(error)));
    return swarm;
  }

  private onVerified({ torrent }: Swarm, piece: number): void {
    this.lastProgressAt = new Date();
    // What is found on disk is named before the torrent is ready, and needs no note.
    if (!torrent.ready) return;
    this.resume.verified(piece);
    this.completeIfWhole();
  }

  private completeIfWhole(): void {
    const { swarm, selection } = this;
    if (this.completing !== null || swarm?.torrent.ready !== true || swarm.torrent.destroyed) return;
    if (selection?.isComplete((piece) => this.hasPiece(piece)) !== true) return;
    this.completing = this.complete(swarm, selection);
  }

  /** Checks the metadata before anything is created; a hostile torrent ends the session here. */
  private acceptMetadata(info: Buffer): boolean {
    if (this.layout !== null) return true;
    if (this.stopping !== null) return false;
    let layout: TorrentLayout;
    try {
      layout = readTorrentInfo(info);
    } catch (error) {
      this.fail(engineErrorOf(error));
      return false;
    }
    this.take(layout);
    this.lastProgressAt = new Date();
    if (layout.isPrivate && this.options.findsPeersPublicly) void this.reopenPrivately();
    else this.swarm?.begin(layout).catch((error: unknown) => this.fail(engineErrorOf(error)));
    this.announceMetadata(layout);
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
      bytes: writeTorrentFile(layout.infoBytes, this.options.trackers, layout.webSeeds),
    });
  }

  private async complete(swarm: Swarm, selection: PieceSelection): Promise<void> {
    try {
      await this.store.flush((file) => selection.isWanted(file));
      await this.resume.sync();
    } catch (error) {
      this.fail(engineErrorOf(error));
      return;
    }
    if (this.ended !== null) return;
    this.ended = 'done';
    this.emit('done');
    if (this.isNew) await swarm.announceComplete();
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
