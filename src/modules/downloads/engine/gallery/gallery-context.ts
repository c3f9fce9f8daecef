import type { DownloadSession, DownloadTask } from '../download-kind.js';
import type { GallerySource } from '../download-source.js';
import type { GalleryFailures } from './gallery-failures.js';
import type { GalleryFiles } from './gallery-files.js';
import type { GalleryJournal } from './gallery-journal.js';
import type { HostPacing } from './host-pacing.js';
import type { WantedFiles } from './wanted-files.js';

/** What fetches single files: the kind `http`. */
export interface FileFetcher {
  open(task: DownloadTask): Promise<DownloadSession>;
}

/** What the parts of one gallery's session share. */
export interface GalleryContext {
  readonly task: DownloadTask;
  readonly source: GallerySource;
  readonly files: GalleryFiles;
  readonly journal: GalleryJournal;
  readonly failures: GalleryFailures;
  readonly wanted: WantedFiles;
  readonly pacing: HostPacing;
  /** Aborted when the session ends, for whatever reason. */
  readonly signal: AbortSignal;
  /** Something was found or fetched, or turned out otherwise. */
  onChange(): void;
  /** Failures that the gallery survives. */
  onWarning(error: Error): void;
}
