import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoring } from '../../../../common/errors/error-code.js';
import type { DownloadFile } from '../download-kind.js';
import { FileNames } from './file-names.js';
import { GalleryTooLargeError } from './gallery.errors.js';
import type { JournalEntry } from './gallery-journal.js';
import type { AcceptedFile } from './inspector.js';

const MAX_FILES = 10_000;

export type FileState = 'waiting' | 'active' | 'done' | 'failed' | 'unwanted';

interface FileIdentity {
  readonly index: number;
  readonly url: string;
  /** Below the download's directory. */
  readonly name: string;
  /** It is what was asked for itself: no filter leaves it out. */
  readonly isDirect: boolean;
}

/** One file of a gallery. */
export interface GalleryFile extends FileIdentity {
  state: FileState;
  /** Null while a server does not say. */
  sizeBytes: number | null;
  sha256: string | null;
}

/** The files of a gallery in the order in which they were found. An index, once given, stays. */
export class GalleryFiles {
  private readonly files: GalleryFile[] = [];
  private readonly names = new FileNames();
  /** Links that were looked at, whatever came of them. */
  private readonly seen = new Set<string>();
  private readonly fileUrls = new Set<string>();
  private title: string | null = null;
  private crawled = false;

  /** As the journal says; what is not on disk as it says is fetched again. */
  static async restore(directory: string, entries: readonly JournalEntry[]): Promise<GalleryFiles> {
    const restored = new GalleryFiles();
    for (const entry of entries) restored.apply(entry);
    for (const file of restored.files) {
      if (file.state !== 'done' || (await isThere(directory, file))) continue;
      Object.assign(file, { state: 'waiting', sizeBytes: null, sha256: null });
    }
    return restored;
  }

  get all(): readonly GalleryFile[] {
    return this.files;
  }

  /** Whether nothing more is to be found. */
  get isCrawled(): boolean {
    return this.crawled;
  }

  get pageTitle(): string | null {
    return this.title;
  }

  setTitle(title: string | null): void {
    this.title ??= title;
  }

  /** Notes a link; false when it was noted before. */
  isNew(url: string): boolean {
    if (this.seen.has(url)) return false;
    this.seen.add(url);
    return true;
  }

  /** Null when it is there already, by another way. Throws GalleryTooLargeError. */
  add({ url, name }: AcceptedFile, isDirect = false): GalleryFile | null {
    if (this.fileUrls.has(url)) return null;
    if (this.files.length >= MAX_FILES) throw new GalleryTooLargeError('files', MAX_FILES);
    return this.append({ index: this.files.length, url, name: this.names.claim(name), isDirect });
  }

  /** As the worker shows and imports them: what was not fetched is not wanted. */
  list(bytesDoneOf: (file: GalleryFile) => number): DownloadFile[] {
    return this.files.map((file) => ({
      index: file.index,
      path: file.name,
      sizeBytes: file.sizeBytes,
      bytesDone: file.state === 'done' ? (file.sizeBytes ?? 0) : bytesDoneOf(file),
      isWanted: file.state !== 'failed' && file.state !== 'unwanted',
      sha256: file.sha256,
    }));
  }

  count(state: FileState): number {
    return this.files.filter((file) => file.state === state).length;
  }

  private append({ index, url, name, isDirect }: FileIdentity): GalleryFile {
    const file: GalleryFile = {
      index,
      url,
      name,
      isDirect,
      state: 'waiting',
      sizeBytes: null,
      sha256: null,
    };
    this.files.push(file);
    this.fileUrls.add(url);
    this.seen.add(url);
    return file;
  }

  private apply(entry: JournalEntry): void {
    if (entry.type === 'seen') return void this.seen.add(entry.url);
    if (entry.type === 'crawled') {
      this.crawled = true;
      this.title = entry.title;
      return;
    }
    if (entry.type === 'file') {
      // A line that is missing in between would move the others.
      if (entry.index !== this.files.length) return;
      this.names.reserve(entry.name);
      this.append(entry);
      return;
    }
    const file = this.files[entry.index];
    if (!file) return;
    if (entry.type === 'unwanted') file.state = 'unwanted';
    else Object.assign(file, { state: 'done', sizeBytes: entry.sizeBytes, sha256: entry.sha256 });
  }
}

async function isThere(directory: string, { name, sizeBytes }: GalleryFile): Promise<boolean> {
  const found = await ignoring(['ENOENT'], () => lstat(join(directory, name)));
  return found?.isFile() === true && found.size === sizeBytes;
}
