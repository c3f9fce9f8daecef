import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DownloadSession } from '../download-kind.js';
import { DownloadStoppedError } from '../engine.errors.js';
import type { FileFetcher, GalleryContext } from './gallery-context.js';
import { GalleryFileUnwantedError } from './gallery.errors.js';
import type { GalleryFile } from './gallery-files.js';

/** One file of a gallery, while it is fetched. */
export class FileTransfer {
  private readonly ending = new AbortController();
  private readonly opened = Promise.withResolvers<DownloadSession>();
  private session: DownloadSession | null = null;

  constructor(
    readonly file: GalleryFile,
    private readonly context: GalleryContext,
    private readonly fetcher: FileFetcher,
  ) {
    // Nobody may be waiting for it.
    this.opened.promise.catch(() => undefined);
  }

  /** The session that fetches it, once it can be read from. Rejects when it comes to nothing. */
  get readable(): Promise<DownloadSession> {
    return this.opened.promise;
  }

  get bytesDone(): number {
    return this.session?.snapshot().bytesDone ?? 0;
  }

  get speedBytesPerSecond(): number {
    return this.session?.snapshot().speedBytesPerSecond ?? 0;
  }

  get bytesReceived(): number {
    return this.session?.snapshot().bytesReceived ?? 0;
  }

  get lastProgressAt(): Date {
    return this.session?.snapshot().lastProgressAt ?? new Date(0);
  }

  /** Bytes a second; null is no limit. */
  setLimit(downloadLimit: number | null): void {
    this.session?.setLimits({ ...this.context.task.limits, downloadLimit });
  }

  /** Ends it when more has come than is wanted. */
  checkSize(): void {
    if (!this.file.isDirect && this.context.wanted.isTooLarge(this.bytesDone)) this.refuse();
  }

  /**
   * Resolves when the file is on disk and noted. Rejects with GalleryFileUnwantedError, then nothing of it is left; with an
   * error of ours, then what has come is kept; or with the reason of the abort.
   */
  async run(): Promise<void> {
    const { context, file, fetcher } = this;
    const signal = AbortSignal.any([context.signal, this.ending.signal]);
    try {
      await context.pacing.turn(new URL(file.url).host, signal);
      const session = await fetcher.open(this.task());
      this.session = session;
      await this.outcomeOf(session, signal);
      await this.keep(session);
    } catch (error) {
      await this.session?.stop();
      if (error instanceof GalleryFileUnwantedError) await this.discard();
      throw error;
    } finally {
      this.opened.reject(new DownloadStoppedError());
    }
  }

  private task(): Parameters<FileFetcher['open']>[0] {
    const { file, context } = this;
    const { task, source } = context;
    return {
      id: `${task.id}/${file.index}`,
      // Several files at once are connections enough, and the clock runs for all of them together.
      source: {
        kind: 'http',
        url: file.url,
        fileName: file.name,
        checksum: null,
        transfer: { ...source.transfer, segments: 1, totalTimeoutSeconds: null },
      },
      limits: task.limits,
      directory: task.directory,
      journalDirectory: this.journalDirectory,
      metadata: null,
    };
  }

  private get journalDirectory(): string {
    return join(this.context.task.journalDirectory, String(this.file.index));
  }

  private outcomeOf(session: DownloadSession, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    session.on('metadata', ({ totalBytes }) => this.learnSize(session, totalBytes));
    session.once('done', resolve).once('error', reject);
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    return promise.finally(() => signal.removeEventListener('abort', onAbort));
  }

  private learnSize(session: DownloadSession, totalBytes: number | null): void {
    this.file.sizeBytes = totalBytes;
    this.opened.resolve(session);
    if (totalBytes !== null && !this.fits(totalBytes)) this.refuse();
    this.context.onChange();
  }

  private refuse(): void {
    this.ending.abort(new GalleryFileUnwantedError('size'));
  }

  private fits(sizeBytes: number): boolean {
    return this.file.isDirect || this.context.wanted.fits(sizeBytes);
  }

  private async keep(session: DownloadSession): Promise<void> {
    const { file, context } = this;
    const [fetched] = session.files();
    const sizeBytes = fetched?.sizeBytes ?? 0;
    const sha256 = fetched?.sha256 ?? null;
    await session.stop();
    if (!this.fits(sizeBytes)) throw new GalleryFileUnwantedError('size');
    await context.journal.add({ type: 'done', index: file.index, sizeBytes, sha256 });
    await context.journal.sync();
    Object.assign(file, { state: 'done', sizeBytes, sha256 });
    await rm(this.journalDirectory, { recursive: true, force: true });
  }

  private async discard(): Promise<void> {
    const { file, context } = this;
    for (const name of [file.name, `${file.name}.part`])
      await rm(join(context.task.directory, name), { force: true });
    await rm(this.journalDirectory, { recursive: true, force: true });
    await context.journal.add({ type: 'unwanted', index: file.index });
  }
}
