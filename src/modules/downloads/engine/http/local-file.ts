import type { DownloadTask } from '../download-kind.js';
import { BOOT_ID } from '../torrent/boot-id.js';
import { Journal } from './journal.js';
import type { JournalHeader } from './journal.js';
import { PartFile } from './part-file.js';
import type { RemoteFile } from './remote-file.js';
import { SegmentPlan } from './segment-plan.js';
import type { Segment, SegmentRecord } from './segment-plan.js';

const SYNC_EVERY_MS = 5000;

type Directories = Pick<DownloadTask, 'directory' | 'journalDirectory'>;

interface Parts {
  readonly directories: Directories;
  readonly url: string;
  readonly remote: RemoteFile;
  readonly part: PartFile;
  readonly journal: Journal | null;
  readonly records: readonly SegmentRecord[];
  readonly sha256: string | null;
}

/** One version of the file, as far as it is here: its bytes, which of them are stored, and the notes to continue by. */
export class LocalFile {
  readonly plan: SegmentPlan;
  private readonly directories: Directories;
  private readonly url: string;
  private readonly part: PartFile;
  private journal: Journal | null;
  private totalBytes: number | null;
  private digest: string | null;
  private readonly timer: NodeJS.Timeout;
  private syncing: Promise<void> = Promise.resolve();
  private readonly listeners = new Set<() => void>();
  private failure: Error | null = null;
  readonly remote: RemoteFile;

  private constructor({ directories, url, remote, part, journal, records, sha256 }: Parts) {
    this.directories = directories;
    this.url = url;
    this.remote = remote;
    this.part = part;
    this.journal = journal;
    this.totalBytes = remote.total;
    this.digest = sha256;
    this.plan = new SegmentPlan(remote.total ?? Number.MAX_SAFE_INTEGER, records, (tail, head) =>
      this.noteSplit(tail, head),
    );
    this.timer = setInterval(() => this.syncSoon(), SYNC_EVERY_MS).unref();
  }

  /** A new version: nothing of it is stored, and what was there of another one is gone. */
  static async create(
    directories: Directories,
    url: string,
    remote: RemoteFile,
    name: string,
  ): Promise<LocalFile> {
    await Journal.remove(directories.journalDirectory);
    const part = await PartFile.create(directories.directory, name);
    try {
      if (remote.total !== null) await part.setLength(remote.total);
      const file = new LocalFile({
        directories,
        url,
        remote,
        part,
        journal: null,
        records: [],
        sha256: null,
      });
      if (remote.total !== null && remote.validator !== null) await file.renewJournal();
      return file;
    } catch (error) {
      await part.close();
      throw error;
    }
  }

  /** What an earlier run stored; null when there is nothing to go by, and then nothing is left of it. */
  static async resume(directories: Directories, url: string): Promise<LocalFile | null> {
    const state = await Journal.read(directories.journalDirectory, BOOT_ID);
    if (!state) return null;
    const { header } = state;
    const { total, validator, isRanged, sha256 } = header;
    const part = await PartFile.find(directories.directory, header.name, header.inode);
    if (!part || header.url !== url || (await part.length()) !== total) {
      await part?.close();
      await PartFile.remove(directories.directory, header.name);
      await Journal.remove(directories.journalDirectory);
      return null;
    }
    const records = sha256 === null ? state.records : [{ start: 0, end: total, position: total }];
    const remote = { total, validator, isRanged };
    const file = new LocalFile({ directories, url, remote, part, journal: null, records, sha256 });
    if (sha256 === null) {
      await file.renewJournal();
      await file.sync();
    }
    return file;
  }

  get name(): string {
    return this.part.name;
  }

  get path(): string {
    return this.part.path;
  }

  /** Null while it is unknown. */
  get total(): number | null {
    return this.totalBytes;
  }

  /** Set once it is complete and verified. */
  get sha256(): string | null {
    return this.digest;
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    await this.part.write(bytes, position);
  }

  read(position: number, length: number): Promise<Buffer> {
    return this.part.read(position, length);
  }

  /** A segment says that more of it is stored. */
  async noteStored(segment: Segment): Promise<void> {
    if (this.failure) throw this.failure;
    for (const listener of this.listeners) listener();
    await this.journal?.save(segment);
  }

  /** Forgets what is stored: the server sends everything again. */
  async rewind(segment: Segment): Promise<void> {
    segment.position = segment.start;
    segment.claimed = segment.start;
    await this.noteStored(segment);
  }

  /** The body has ended, and with it a file whose length nobody knew. */
  endAt(segment: Segment): void {
    segment.end = segment.position;
    this.totalBytes = segment.position;
  }

  /** Calls back whenever more is stored and when the file fails; the answer ends that. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Why nothing more will come; null while it may. */
  get failed(): Error | null {
    return this.failure;
  }

  /** Readers get this error instead of waiting on. */
  fail(error: Error): void {
    this.failure ??= error;
    for (const listener of this.listeners) listener();
  }

  /** Everything stored so far outlives a power cut. */
  async sync(): Promise<void> {
    await this.syncing;
    await (this.journal ? this.journal.sync(this.plan.segments, () => this.part.sync()) : this.part.sync());
  }

  /** The file is complete and verified: it gets its name. Running it again after a crash does the rest. */
  async seal(sha256: string): Promise<void> {
    if (this.digest === null) {
      this.digest = sha256;
      await this.renewJournal();
    }
    await this.part.finish();
  }

  /** Closes it and keeps what is there. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.syncing;
    await this.journal?.close();
    await this.part.close();
  }

  /** Closes it and deletes everything. */
  async discard(): Promise<void> {
    await this.close();
    await Journal.remove(this.directories.journalDirectory);
    await PartFile.remove(this.directories.directory, this.name);
  }

  private async renewJournal(): Promise<void> {
    const header: JournalHeader = {
      version: 1,
      url: this.url,
      name: this.name,
      total: this.totalBytes ?? 0,
      validator: this.remote.validator,
      isRanged: this.remote.isRanged,
      bootId: BOOT_ID,
      inode: this.part.inode,
      sha256: this.digest,
    };
    const old = this.journal;
    this.journal = await Journal.create(this.directories.journalDirectory, header, this.plan.segments);
    await old?.close();
  }

  /** Both or neither: what a crash leaves of the two is put right when they are read. */
  private noteSplit(tail: Segment, head: Segment): void {
    this.journal?.save(tail, head).catch((error: unknown) => this.fail(asError(error)));
  }

  private syncSoon(): void {
    if (this.journal === null || this.plan.isComplete) return;
    this.syncing = this.sync().catch((error: unknown) => this.fail(asError(error)));
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
