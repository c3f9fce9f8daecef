import { EventEmitter } from 'node:events';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type {
  DownloadEvents,
  DownloadFile,
  DownloadSession,
  DownloadSnapshot,
  DownloadState,
  DownloadTask,
} from '../download-kind.js';
import type { DownloadLimits, GallerySource } from '../download-source.js';
import { DownloadRangeError, DownloadStoppedError } from '../engine.errors.js';
import type { HttpClient } from '../http/http-clients.js';
import { DownloadTimedOutError, httpErrorOf } from '../http/http.errors.js';
import { FileTransfers } from './file-transfers.js';
import type { FileFetcher, GalleryContext } from './gallery-context.js';
import { GalleryDiscovery } from './gallery-discovery.js';
import { GalleryFailures } from './gallery-failures.js';
import type { GalleryFailure } from './gallery-failures.js';
import { GalleryFiles } from './gallery-files.js';
import type { GalleryFile } from './gallery-files.js';
import { GalleryEmptyError, GalleryFailedError } from './gallery.errors.js';
import { GalleryJournal } from './gallery-journal.js';
import type { GalleryLister } from './gallery-lister.js';
import { readGalleryFile } from './gallery-read.js';
import { gallerySnapshot } from './gallery-snapshot.js';
import { HostPacing } from './host-pacing.js';
import { PageFetch } from './page-fetch.js';
import { WantedFiles } from './wanted-files.js';

/** How often new files are told of, and running ones looked at. */
const TICK_MS = 1000;
const MAX_TIMER_MS = 2 ** 31 - 1;

export interface GallerySessionOptions {
  readonly task: DownloadTask;
  readonly source: GallerySource;
  readonly fetcher: FileFetcher;
  /** For the pages. Closed with the session. */
  readonly client: HttpClient;
  readonly lister: GalleryLister | null;
  onWarning(error: Error): void;
  onEnd(): void;
}

/** The files that a page links to, from its address to their names on disk. */
export class GallerySession extends EventEmitter<DownloadEvents> implements DownloadSession {
  readonly id: string;
  private readonly ending = new AbortController();
  private readonly failed = new GalleryFailures();
  private list = new GalleryFiles();
  private transfers: FileTransfers | null = null;
  private running: Promise<void> | null = null;
  private stopping: Promise<void> | null = null;
  private ended: DownloadState | null = null;
  private lastChangeAt = new Date();
  private hasNews = false;
  private limits: DownloadLimits;

  constructor(private readonly options: GallerySessionOptions) {
    super();
    this.id = options.task.id;
    this.limits = options.task.limits;
  }

  /** Begins. Not part of the constructor, so that the caller's listeners are there first. */
  start(): void {
    if (this.stopping === null) this.running ??= this.run();
  }

  snapshot(): DownloadSnapshot {
    const { list, transfers, ended, lastChangeAt } = this;
    return gallerySnapshot({ files: list, transfers, ended, lastChangeAt });
  }

  files(): DownloadFile[] {
    const active = new Map(this.transfers?.all.map((transfer) => [transfer.file, transfer]));
    return this.list.list((file) => active.get(file)?.bytesDone ?? 0);
  }

  /** What could not be had so far; bounded in number. */
  failures(): readonly GalleryFailure[] {
    return this.failed.list();
  }

  read(index: number, start: number, end: number, signal?: AbortSignal): Readable {
    const { transfers, list, ended } = this;
    if (transfers === null || this.stopping !== null || ended === 'failed') throw new DownloadStoppedError();
    const file = list.all[index];
    if (!file || file.state === 'failed' || file.state === 'unwanted') throw new DownloadRangeError();
    const { directory } = this.options.task;
    return readGalleryFile({ file, directory, transfers, start, end }, signal);
  }

  setLimits(limits: DownloadLimits): void {
    this.limits = limits;
    this.transfers?.setLimit(limits.downloadLimit);
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
    const clock = this.startClock();
    const ticker = setInterval(() => this.tick(), TICK_MS).unref();
    try {
      await this.fetchAll();
      this.judge();
      this.ended = 'done';
      this.announce();
      this.emit('done');
    } catch (error) {
      this.fail(httpErrorOf(error));
    } finally {
      clearTimeout(clock);
      clearInterval(ticker);
    }
  }

  private async fetchAll(): Promise<void> {
    const { task } = this.options;
    const { journal, entries } = await GalleryJournal.open(task.journalDirectory);
    try {
      this.list = await GalleryFiles.restore(task.directory, entries);
      await this.work(journal);
    } finally {
      await journal.close();
    }
  }

  /** Finds and fetches at the same time; when one of the two fails, the other ends too. */
  private async work(journal: GalleryJournal): Promise<void> {
    const { fetcher, lister } = this.options;
    const context = this.contextWith(journal);
    const transfers = new FileTransfers(context, fetcher, this.limits.downloadLimit);
    this.transfers = transfers;
    for (const file of this.list.all) if (file.state === 'waiting') transfers.add(file);
    if (this.list.all.length > 0) this.announce();
    const { client, source } = this.options;
    const { pacing, onWarning } = context;
    const fetch = new PageFetch({ client: client.fetch, transfer: source.transfer, pacing, onWarning });
    const discovery = new GalleryDiscovery({
      context,
      fetch,
      lister,
      onFound: (file) => this.take(file, transfers),
    });
    const parts = [discovery.run().then(() => transfers.complete()), transfers.run()];
    try {
      await Promise.all(parts);
    } catch (error) {
      this.ending.abort(error);
      await Promise.allSettled(parts);
      throw error;
    }
  }

  private contextWith(journal: GalleryJournal): GalleryContext {
    const { task, source, onWarning } = this.options;
    return {
      task,
      source,
      journal,
      files: this.list,
      failures: this.failed,
      wanted: new WantedFiles(source.filter),
      pacing: new HostPacing(),
      signal: this.ending.signal,
      onChange: () => this.noteChange(),
      onWarning,
    };
  }

  private take(file: GalleryFile, transfers: FileTransfers): void {
    const isFirst = this.list.all.length === 1;
    transfers.add(file);
    this.noteChange();
    if (isFirst) this.announce();
  }

  private noteChange(): void {
    this.lastChangeAt = new Date();
    this.hasNews = true;
  }

  private tick(): void {
    for (const transfer of this.transfers?.all ?? []) transfer.checkSize();
    if (this.hasNews && this.list.all.length > 0) this.announce();
  }

  private announce(): void {
    this.hasNews = false;
    const { totalBytes } = this.snapshot();
    const name = this.list.pageTitle ?? new URL(this.options.source.url).hostname;
    this.emit('metadata', { name, totalBytes, files: this.files(), bytes: null });
  }

  /** Throws when nothing came of it. */
  private judge(): void {
    if (this.list.count('done') > 0) return;
    const failed = this.list.count('failed');
    if (failed === 0) throw new GalleryEmptyError();
    throw new GalleryFailedError(failed, this.failed.list()[0]?.code ?? 'INTERNAL_ERROR');
  }

  private fail(error: Error): void {
    this.ending.abort(error);
    if (this.stopping !== null) return;
    this.ended = 'failed';
    if (this.listenerCount('error') > 0) this.emit('error', error);
    else this.options.onWarning(error);
  }

  private async end(): Promise<void> {
    this.ending.abort(new DownloadStoppedError());
    await this.running;
    this.ended ??= 'stopped';
    await this.options.client.close();
    this.options.onEnd();
  }

  private startClock(): NodeJS.Timeout | undefined {
    const seconds = this.options.source.transfer.totalTimeoutSeconds;
    if (seconds === null) return undefined;
    const end = (): void => this.ending.abort(new DownloadTimedOutError('total'));
    return setTimeout(end, Math.min(MAX_TIMER_MS, seconds * 1000)).unref();
  }
}
