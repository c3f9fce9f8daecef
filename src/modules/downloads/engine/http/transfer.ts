import type { SafeResponse } from '../../../../common/fetch/safe-response.js';
import type { Checksum, HttpSource } from '../download-source.js';
import type { DownloadTask } from '../download-kind.js';
import { hashFile } from '../hash-file.js';
import type { FetchContext } from './fetch-context.js';
import { fileNameOf } from './file-name.js';
import {
  DownloadAnswerInvalidError,
  DownloadChecksumMismatchError,
  DownloadTooLargeError,
  httpErrorOf,
} from './http.errors.js';
import { LocalFile } from './local-file.js';
import { remoteFileOf, spanOf, statusError } from './remote-file.js';
import type { ByteSpan, RemoteFile } from './remote-file.js';
import { Retries } from './retries.js';
import { SegmentedFetch } from './segmented-fetch.js';
import { SourceChanged } from './source-changed.js';
import { StreamFetch } from './stream-fetch.js';

/** What is asked for first: enough to learn everything, and nothing that another connection could have fetched. */
const PROBE_BYTES = 1024 * 1024;
/** A file that changes so often may be several servers that disagree: then it is fetched in one piece. */
const MAX_VERSIONS = 2;

export interface TransferOptions {
  readonly task: DownloadTask;
  readonly source: HttpSource;
  readonly context: FetchContext;
  readonly wanted: () => Iterable<number>;
  /** A version of the file is known, or another one. */
  onFile(file: LocalFile): void;
  onChecking(): void;
}

interface Beginning {
  readonly response: SafeResponse;
  readonly remote: RemoteFile;
  readonly name: string;
  /** What of the file the answer carries. */
  readonly span: ByteSpan;
}

/** One file from its URL to its name on disk. */
export class Transfer {
  private file: LocalFile | null = null;
  private fetching: SegmentedFetch | null = null;
  private versions = 0;

  constructor(private readonly options: TransferOptions) {}

  /** Resolves when the file is complete, verified and durable. Rejects with an error of ours, or the reason of the abort. */
  async run(): Promise<void> {
    const { task, source, onFile } = this.options;
    this.file = await LocalFile.resume(task, source.url);
    if (this.file) onFile(this.file);
    for (;;) {
      try {
        await this.fetch();
        return await this.complete();
      } catch (error) {
        if (!(error instanceof SourceChanged)) throw httpErrorOf(error);
        await this.startOver(error);
      }
    }
  }

  /** A reader waits for the byte at `position`. */
  focus(position: number): void {
    this.fetching?.focus(position);
  }

  /** Closes the file, everything that came in stored. Only after run() has settled. */
  async close(): Promise<void> {
    const { file } = this;
    this.file = null;
    if (!file) return;
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  }

  private async fetch(): Promise<void> {
    const { context, wanted, onFile, task, source } = this.options;
    const beginning = this.file ? null : await this.begin();
    try {
      if (beginning) {
        this.file = await LocalFile.create(task, source.url, beginning.remote, beginning.name);
        onFile(this.file);
      }
    } catch (error) {
      beginning?.response.discard();
      throw error;
    }
    if (!this.file || this.file.sha256 !== null) return;
    if (!this.file.remote.isRanged)
      return new StreamFetch(context, this.file).run(beginning?.response ?? null);
    this.fetching = new SegmentedFetch(context, this.file, wanted);
    await this.fetching.run(beginning).finally(() => (this.fetching = null));
  }

  /** Asks until the server answers with the file, or with the beginning of it. */
  private async begin(): Promise<Beginning> {
    const { signal } = this.options.context;
    const retries = new Retries(this.options.context);
    const asked = { isPlain: this.versions >= MAX_VERSIONS };
    for (;;) {
      try {
        const beginning = await this.ask(asked.isPlain);
        if (beginning) return beginning;
        asked.isPlain = true;
      } catch (cause) {
        signal.throwIfAborted();
        const error = httpErrorOf(cause);
        if (!retries.allows(error, 0)) throw error;
        await retries.pause(error, signal);
      }
    }
  }

  /** Null when the server is better asked for the whole. */
  private async ask(isPlain: boolean): Promise<Beginning | null> {
    const { context, source } = this.options;
    const end = source.transfer.segments > 1 ? PROBE_BYTES : Infinity;
    const span = isPlain ? null : { start: 0, end };
    const response = await context.requests.send(span, null, context.signal);
    try {
      const beginning = this.understand(response, span);
      if (!beginning) response.discard();
      return beginning;
    } catch (error) {
      response.discard();
      throw error;
    }
  }

  private understand(response: SafeResponse, asked: ByteSpan | null): Beginning | null {
    const { status, headers, url } = response;
    if (status === 416 && asked) return null;
    if (status !== 200 && status !== 206) throw statusError(response);
    if (status === 206 && !asked) throw new DownloadAnswerInvalidError('unasked_range');
    const wanted = this.options.source.fileName;
    const name = fileNameOf({ wanted, contentDisposition: headers['content-disposition'], url });
    const span = status === 206 && asked ? spanOf(response, asked) : { start: 0, end: Infinity };
    const remote = remoteFileOf(response, name);
    const { maxBytes } = this.options.context;
    if ((remote.total ?? 0) > maxBytes) throw new DownloadTooLargeError(maxBytes);
    return status === 206 && !remote.isRanged ? null : { response, remote, name, span };
  }

  private async complete(): Promise<void> {
    const { file } = this;
    if (!file) return;
    if (file.sha256 === null) await this.verify(file);
    else await file.seal(file.sha256);
  }

  private async verify(file: LocalFile): Promise<void> {
    const { source, context, onChecking } = this.options;
    onChecking();
    await file.sync();
    const { checksum } = source;
    const algorithms = new Set<Checksum['algorithm']>(['sha256', checksum?.algorithm ?? 'sha256']);
    const digests = await hashFile(file.path, file.total ?? 0, [...algorithms], context.signal);
    const digestOf = (algorithm: Checksum['algorithm']) => digests.get(algorithm) ?? '';
    if (checksum && digestOf(checksum.algorithm) !== checksum.digest) {
      await this.discard();
      const { algorithm, digest } = checksum;
      throw new DownloadChecksumMismatchError(algorithm, digest, digestOf(algorithm));
    }
    await file.seal(digestOf('sha256'));
  }

  private async startOver(change: SourceChanged): Promise<void> {
    this.options.context.onWarning(change);
    this.versions += 1;
    await this.discard();
  }

  private async discard(): Promise<void> {
    const { file } = this;
    this.file = null;
    file?.fail(new SourceChanged());
    await file?.discard();
  }
}
