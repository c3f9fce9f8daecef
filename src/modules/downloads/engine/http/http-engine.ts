import type { Bandwidth } from '../bandwidth.js';
import type { DownloadKind, DownloadTask } from '../download-kind.js';
import { DownloadKindName } from '../download-source.js';
import { DownloadAlreadyOpenError, DownloadStoppedError, SourceKindError } from '../engine.errors.js';
import type { HttpClients } from './http-clients.js';
import { HttpSession } from './http-session.js';

export interface HttpEngineOptions {
  readonly clients: HttpClients;
  /** Over all downloads. */
  readonly bandwidth: Bandwidth;
  /** The largest file. */
  readonly maxBytes: number;
  /** Failures that are tried again: worth a debug line. */
  readonly onWarning: (error: Error, downloadId: string) => void;
}

/** Fetches single files over HTTP and HTTPS. */
export class HttpEngine implements DownloadKind {
  readonly name = DownloadKindName.Http;
  private readonly sessions = new Map<string, HttpSession>();
  private isClosed = false;

  constructor(private readonly options: HttpEngineOptions) {}

  async open(task: DownloadTask): Promise<HttpSession> {
    const { source } = task;
    const { clients, bandwidth, maxBytes, onWarning } = this.options;
    if (source.kind !== 'http') throw new SourceKindError(source.kind, this.name);
    if (this.isClosed) throw new DownloadStoppedError();
    if (this.sessions.has(task.id)) throw new DownloadAlreadyOpenError();
    const session = new HttpSession({
      task,
      source,
      client: clients.open(source.transfer.proxy),
      bandwidth,
      maxBytes,
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
