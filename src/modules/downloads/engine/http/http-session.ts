import { EventEmitter } from 'node:events';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Bandwidth } from '../bandwidth.js';
import type {
  DownloadEvents,
  DownloadFile,
  DownloadSession,
  DownloadSnapshot,
  DownloadState,
  DownloadTask,
} from '../download-kind.js';
import type { DownloadLimits, HttpSource } from '../download-source.js';
import { DownloadRangeError, DownloadStoppedError } from '../engine.errors.js';
import type { HttpClient } from './http-clients.js';
import { HttpRequests } from './http-requests.js';
import { DownloadTimedOutError, httpErrorOf } from './http.errors.js';
import type { LocalFile } from './local-file.js';
import { PartStream } from './part-stream.js';
import { RateMeter } from './rate-meter.js';
import { Transfer } from './transfer.js';

const MAX_TIMER_MS = 2 ** 31 - 1;

export interface HttpSessionOptions {
  readonly task: DownloadTask;
  readonly source: HttpSource;
  /** Closed with the session. */
  readonly client: HttpClient;
  readonly bandwidth: Bandwidth;
  readonly maxBytes: number;
  onWarning(error: Error): void;
  onEnd(): void;
}

/** One file from its URL to its name on disk, as a session. */
export class HttpSession extends EventEmitter<DownloadEvents> implements DownloadSession {
  readonly id: string;
  private readonly ending = new AbortController();
  private readonly bandwidth: Bandwidth;
  private readonly rate = new RateMeter();
  private readonly streams = new Set<PartStream>();
  private readonly transfer: Transfer;
  private file: LocalFile | null = null;
  private running: Promise<void> | null = null;
  private stopping: Promise<void> | null = null;
  private state: DownloadState = 'metadata';
  private bytesReceived = 0;
  private lastProgressAt = new Date();

  constructor(private readonly options: HttpSessionOptions) {
    super();
    const { task, source, client, maxBytes, onWarning } = options;
    this.id = task.id;
    this.bandwidth = options.bandwidth.child(task.limits.downloadLimit);
    this.transfer = new Transfer({
      task,
      source,
      context: {
        source,
        requests: new HttpRequests(source, client.fetch),
        bandwidth: this.bandwidth,
        maxBytes,
        signal: this.ending.signal,
        onReceived: (bytes) => this.noteReceived(bytes),
        onWarning,
      },
      wanted: () => [...this.streams].map((stream) => stream.firstMissing),
      onFile: (file) => this.takeUp(file),
      onChecking: () => (this.state = 'checking'),
    });
  }

  /** Begins. Not part of the constructor, so that the caller's listeners are there first. */
  start(): void {
    if (this.stopping === null) this.running ??= this.run();
  }

  snapshot(): DownloadSnapshot {
    const totalBytes = this.file?.total ?? null;
    const bytesDone = this.file?.plan.bytesDone ?? 0;
    const speed = this.state === 'downloading' ? this.rate.bytesPerSecond : 0;
    const isKnown = totalBytes !== null && speed > 0;
    return {
      state: this.state,
      bytesDone,
      totalBytes,
      currentFile: this.file?.name ?? null,
      filesDone: this.state === 'done' ? 1 : 0,
      filesFailed: this.state === 'failed' ? 1 : 0,
      bytesReceived: this.bytesReceived,
      bytesSent: 0,
      speedBytesPerSecond: speed,
      uploadSpeedBytesPerSecond: 0,
      etaSeconds: isKnown ? Math.ceil((totalBytes - bytesDone) / speed) : null,
      seeders: 0,
      leechers: 0,
      peers: [],
      lastProgressAt: this.lastProgressAt,
    };
  }

  files(): DownloadFile[] {
    const { file } = this;
    if (file === null) return [];
    return [
      {
        index: 0,
        path: file.name,
        sizeBytes: file.total,
        bytesDone: file.plan.bytesDone,
        isWanted: true,
        sha256: file.sha256,
      },
    ];
  }

  read(index: number, start: number, end: number, signal?: AbortSignal): Readable {
    const { file } = this;
    if (file === null || this.stopping !== null || this.state === 'failed') throw new DownloadStoppedError();
    if (index !== 0 || !isRangeOf(file.total, start, end)) throw new DownloadRangeError();
    const stream = new PartStream({
      file,
      start,
      end,
      signal,
      focus: (position) => this.transfer.focus(position),
      onClose: (closed) => this.streams.delete(closed),
    });
    if (!stream.destroyed) this.streams.add(stream);
    return stream;
  }

  setLimits(limits: DownloadLimits): void {
    this.bandwidth.setLimit(limits.downloadLimit);
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  async remove(): Promise<void> {
    await this.stop();
    const { directory, journalDirectory } = this.options.task;
    for (const own of [directory, journalDirectory])
      await rm(own, { recursive: true, force: true, maxRetries: 3 });
  }

  private async run(): Promise<void> {
    const timer = this.startClock();
    try {
      await this.transfer.run();
      this.state = 'done';
      this.lastProgressAt = new Date();
      this.emit('done');
    } catch (error) {
      this.fail(httpErrorOf(error));
    } finally {
      clearTimeout(timer);
    }
  }

  private fail(error: Error): void {
    this.file?.fail(error);
    if (this.stopping !== null) return;
    this.state = 'failed';
    if (this.listenerCount('error') > 0) this.emit('error', error);
    else this.options.onWarning(error);
  }

  private async end(): Promise<void> {
    const { client, onEnd, onWarning } = this.options;
    this.ending.abort(new DownloadStoppedError());
    await this.running;
    if (this.state !== 'done' && this.state !== 'failed') this.state = 'stopped';
    this.file?.fail(new DownloadStoppedError());
    await this.transfer.close().catch((error: unknown) => onWarning(httpErrorOf(error)));
    await client.close();
    onEnd();
  }

  private startClock(): NodeJS.Timeout | undefined {
    const seconds = this.options.source.transfer.totalTimeoutSeconds;
    if (seconds === null) return undefined;
    const end = () => this.ending.abort(new DownloadTimedOutError('total'));
    return setTimeout(end, Math.min(MAX_TIMER_MS, seconds * 1000)).unref();
  }

  private takeUp(file: LocalFile): void {
    this.file = file;
    this.state = 'downloading';
    this.lastProgressAt = new Date();
    file.subscribe(() => (this.lastProgressAt = new Date()));
    this.emit('metadata', { name: file.name, totalBytes: file.total, files: this.files(), bytes: null });
  }

  private noteReceived(bytes: number): void {
    this.bytesReceived += bytes;
    this.rate.add(bytes);
  }
}

function isRangeOf(size: number | null, start: number, end: number): boolean {
  if (size === null || !Number.isInteger(start) || !Number.isInteger(end)) return false;
  return start >= 0 && start <= end && end < size;
}
