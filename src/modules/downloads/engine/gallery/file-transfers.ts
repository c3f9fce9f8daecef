import { DownloadStorageError } from '../engine.errors.js';
import { httpErrorOf } from '../http/http.errors.js';
import { FileTransfer } from './file-transfer.js';
import type { FileFetcher, GalleryContext } from './gallery-context.js';
import { GalleryFileUnwantedError } from './gallery.errors.js';
import type { GalleryFile } from './gallery-files.js';

/** Files that are fetched at once. */
const CONCURRENCY = 4;

/** Fetches the files of a gallery, a few at once, in the order in which they were found. */
export class FileTransfers {
  private readonly queue: GalleryFile[] = [];
  private readonly active = new Map<number, FileTransfer>();
  private readonly started = new Map<number, PromiseWithResolvers<FileTransfer>>();
  private waiting: PromiseWithResolvers<void> | null = null;
  private isComplete = false;
  private earlierBytesReceived = 0;

  constructor(
    private readonly context: GalleryContext,
    private readonly fetcher: FileFetcher,
    private downloadLimit: number | null,
  ) {
    context.signal.addEventListener('abort', () => this.giveUp(), { once: true });
  }

  get all(): readonly FileTransfer[] {
    return [...this.active.values()];
  }

  /** Over the network, in this session. */
  get bytesReceived(): number {
    return this.all.reduce((sum, { bytesReceived }) => sum + bytesReceived, this.earlierBytesReceived);
  }

  add(file: GalleryFile): void {
    this.queue.push(file);
    this.wake();
  }

  /** Nothing will be added any more. */
  complete(): void {
    this.isComplete = true;
    this.wake();
  }

  /** Resolves when everything that was added came to an end. Rejects when the disk refuses, and with the reason of the abort. */
  async run(): Promise<void> {
    await Promise.all(Array.from({ length: CONCURRENCY }, () => this.work()));
  }

  /** The transfer of a file that somebody waits for: it comes next. */
  of(file: GalleryFile): Promise<FileTransfer> {
    const active = this.active.get(file.index);
    if (active) return Promise.resolve(active);
    const at = this.queue.indexOf(file);
    if (at > 0) this.queue.unshift(...this.queue.splice(at, 1));
    const pending = this.started.get(file.index) ?? Promise.withResolvers<FileTransfer>();
    // Whoever asked may have gone.
    pending.promise.catch(() => undefined);
    this.started.set(file.index, pending);
    return pending.promise;
  }

  setLimit(downloadLimit: number | null): void {
    this.downloadLimit = downloadLimit;
    this.shareLimit();
  }

  private async work(): Promise<void> {
    for (;;) {
      this.context.signal.throwIfAborted();
      const file = this.queue.shift();
      if (file) await this.fetch(file);
      else if (this.isComplete) return;
      else await this.nextWake();
    }
  }

  private async fetch(file: GalleryFile): Promise<void> {
    const transfer = new FileTransfer(file, this.context, this.fetcher);
    file.state = 'active';
    this.active.set(file.index, transfer);
    this.started.get(file.index)?.resolve(transfer);
    this.started.delete(file.index);
    void transfer.readable.then(
      () => this.shareLimit(),
      () => undefined,
    );
    try {
      await transfer.run();
    } catch (error) {
      this.settle(file, error);
    } finally {
      this.earlierBytesReceived += transfer.bytesReceived;
      this.active.delete(file.index);
      this.shareLimit();
      this.context.onChange();
    }
  }

  /** One file does not decide about the others, unless they would fare no better. */
  private settle(file: GalleryFile, cause: unknown): void {
    const { signal, failures, onWarning } = this.context;
    const error = signal.aborted ? cause : httpErrorOf(cause);
    if (signal.aborted || error instanceof DownloadStorageError) {
      file.state = 'waiting';
      throw error;
    }
    file.state = error instanceof GalleryFileUnwantedError ? 'unwanted' : 'failed';
    if (file.state === 'unwanted') return;
    failures.add(file.url, error);
    if (error instanceof Error) onWarning(error);
  }

  private shareLimit(): void {
    const { downloadLimit, active } = this;
    const share = downloadLimit && Math.max(1, Math.floor(downloadLimit / Math.max(1, active.size)));
    for (const transfer of active.values()) transfer.setLimit(share);
  }

  private giveUp(): void {
    for (const pending of this.started.values()) pending.reject(this.context.signal.reason);
    this.wake();
  }

  private nextWake(): Promise<void> {
    this.waiting ??= Promise.withResolvers<void>();
    return this.waiting.promise;
  }

  private wake(): void {
    this.waiting?.resolve();
    this.waiting = null;
  }
}
