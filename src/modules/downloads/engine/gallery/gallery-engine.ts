import type { DownloadKind, DownloadTask } from '../download-kind.js';
import { DownloadKindName } from '../download-source.js';
import { DownloadAlreadyOpenError, DownloadStoppedError, SourceKindError } from '../engine.errors.js';
import type { HttpClients } from '../http/http-clients.js';
import type { FileFetcher } from './gallery-context.js';
import type { GalleryLister } from './gallery-lister.js';
import { GallerySession } from './gallery-session.js';

export interface GalleryEngineOptions {
  /** Fetches the single files. */
  readonly fetcher: FileFetcher;
  /** For the pages. */
  readonly clients: Pick<HttpClients, 'open'>;
  /** Asked before the page itself; null where there is none. */
  readonly lister: GalleryLister | null;
  /** Failures that a gallery survives: worth a debug line. */
  readonly onWarning: (error: Error, downloadId: string) => void;
}

/** Fetches the files that pages link to. */
export class GalleryEngine implements DownloadKind {
  readonly name = DownloadKindName.Gallery;
  private readonly sessions = new Map<string, GallerySession>();
  private isClosed = false;

  constructor(private readonly options: GalleryEngineOptions) {}

  async open(task: DownloadTask): Promise<GallerySession> {
    const { source } = task;
    const { fetcher, clients, lister, onWarning } = this.options;
    if (source.kind !== 'gallery') throw new SourceKindError(source.kind, this.name);
    if (this.isClosed) throw new DownloadStoppedError();
    if (this.sessions.has(task.id)) throw new DownloadAlreadyOpenError();
    const session = new GallerySession({
      task,
      source,
      fetcher,
      client: clients.open(source.transfer.proxy),
      lister,
      onWarning: (error) => onWarning(error, task.id),
      onEnd: () => this.sessions.delete(task.id),
    });
    this.sessions.set(task.id, session);
    setImmediate(() => session.start());
    return session;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.sessions.values()].map((session) => session.stop()));
  }
}
