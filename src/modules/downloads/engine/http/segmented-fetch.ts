import type { SafeResponse } from '../../../../common/fetch/safe-response.js';
import type { FetchContext } from './fetch-context.js';
import { DownloadHttpStatusError, httpErrorOf, isRetryable } from './http.errors.js';
import type { LocalFile } from './local-file.js';
import { receive } from './receive.js';
import { isSameFile, remoteFileOf, spanOf, statusError } from './remote-file.js';
import type { ByteSpan } from './remote-file.js';
import { RequestWindow } from './request-window.js';
import { Retries } from './retries.js';
import type { Segment } from './segment-plan.js';
import { IfRangeIgnored, SourceChanged } from './source-changed.js';

/** An answer that is there already, and which bytes it carries. */
export interface FirstAnswer {
  readonly response: SafeResponse;
  readonly span: ByteSpan;
}

interface Connection {
  segment: Segment;
  /** Gives up what is being fetched, for something more urgent. */
  cut: AbortController;
}

/** Fetches the parts of a file over several connections, each asking for a bounded part at a time. */
export class SegmentedFetch {
  private readonly connections = new Map<Connection, Promise<void>>();
  private readonly outcome = Promise.withResolvers<void>();
  private readonly ended = new AbortController();
  private readonly signal: AbortSignal;
  private mostConnections: number;
  private usesIfRange = true;

  constructor(
    private readonly context: FetchContext,
    private readonly file: LocalFile,
    /** Where readers wait. */
    private readonly wanted: () => Iterable<number>,
  ) {
    this.mostConnections = Math.max(1, context.source.transfer.segments);
    this.signal = AbortSignal.any([context.signal, this.ended.signal]);
  }

  /**
   * Resolves when the file is complete. Rejects with SourceChanged, an error of ours, or the reason of the abort; nothing is
   * written any more by then.
   */
  async run(first: FirstAnswer | null): Promise<void> {
    const onAbort = () => this.outcome.reject(this.signal.reason);
    this.signal.addEventListener('abort', onAbort, { once: true });
    if (this.signal.aborted) onAbort();
    if (this.file.plan.isComplete) this.outcome.resolve();
    else this.fill(first);
    try {
      await this.outcome.promise;
    } finally {
      this.signal.removeEventListener('abort', onAbort);
      this.ended.abort();
      await Promise.allSettled(this.connections.values());
    }
  }

  /** Somebody waits for the byte at `position`: it is fetched before the rest. */
  focus(position: number): void {
    if (this.signal.aborted || this.file.plan.focus(position) === null) return;
    if (this.connections.size < this.mostConnections) return this.fill(null);
    const connections = [...this.connections.keys()];
    // One that is being cut will come for it; others have to wait until it has.
    if (connections.some(({ cut }) => cut.signal.aborted)) return;
    const wanted = [...this.wanted()];
    const isServing = ({ segment }: Connection) =>
      wanted.some((at) => at >= segment.position && at < segment.end);
    connections.find((connection) => !isServing(connection))?.cut.abort();
  }

  /** Opens as many connections as are allowed and worth it. All parts are cut before any of them is asked for. */
  private fill(first: FirstAnswer | null): void {
    const segments: Segment[] = [];
    while (!this.signal.aborted && this.connections.size + segments.length < this.mostConnections) {
      const segment = this.file.plan.claim(this.wanted());
      if (!segment) break;
      if (first && segments.length === 0) segment.claimed = first.span.end;
      segments.push(segment);
    }
    for (const [index, segment] of segments.entries()) this.open(segment, index === 0 ? first : null);
  }

  private open(segment: Segment, first: FirstAnswer | null): void {
    const connection: Connection = { segment, cut: new AbortController() };
    const work = this.work(connection, first)
      .catch((error: unknown) => this.outcome.reject(error))
      .finally(() => {
        this.connections.delete(connection);
        if (this.file.plan.isComplete) this.outcome.resolve();
      });
    this.connections.set(connection, work);
  }

  /** The life of one connection: segment after segment, until there is none, or none that it gets. */
  private async work(connection: Connection, first: FirstAnswer | null): Promise<void> {
    const retries = new Retries(this.context);
    const window = new RequestWindow(this.context.source.transfer.segments);
    let answer = first;
    while (!this.signal.aborted) {
      const { segment } = connection;
      const from = segment.position;
      const error = await this.fetchPart(connection, window, answer).catch(httpErrorOf);
      answer = null;
      if (error === undefined) retries.succeed();
      if (error === undefined && segment.position < segment.end) continue;
      this.file.plan.release(segment);
      if (error !== undefined && !(await this.recover(connection, retries, error, segment.position - from)))
        return;
      connection.cut = new AbortController();
      const next = this.signal.aborted ? null : this.file.plan.claim(this.wanted());
      if (!next) return;
      connection.segment = next;
    }
    this.file.plan.release(connection.segment);
  }

  /** Whether the connection goes on after `error`; it has waited then. Ends everything when it was the last one. */
  private async recover(
    connection: Connection,
    retries: Retries,
    error: Error,
    bytes: number,
  ): Promise<boolean> {
    if (this.signal.aborted) return false;
    if (connection.cut.signal.aborted) return true;
    if (error instanceof SourceChanged) throw error;
    if (error instanceof IfRangeIgnored) {
      this.usesIfRange = false;
      return true;
    }
    const isRefused = error instanceof DownloadHttpStatusError;
    const mayRetry = retries.allows(error, bytes);
    if (this.connections.size > 1 && (isRefused || (isRetryable(error) && !mayRetry))) {
      // Servers that allow fewer connections say so in many ways. The others do the rest.
      this.mostConnections = this.connections.size - 1;
      this.context.onWarning(error);
      return false;
    }
    if (!mayRetry) throw error;
    await retries.pause(error, this.signal).catch(() => undefined);
    return !this.signal.aborted;
  }

  private async fetchPart(
    { segment, cut }: Connection,
    window: RequestWindow,
    first: FirstAnswer | null,
  ): Promise<undefined> {
    const { requests } = this.context;
    const { file } = this;
    const asked = { start: segment.position, end: window.endFor(segment) };
    segment.claimed = Math.max(segment.claimed, asked.end);
    const startedAt = performance.now();
    const signal = AbortSignal.any([this.signal, cut.signal]);
    const validator = this.usesIfRange ? file.remote.validator : null;
    const response = first?.response ?? (await requests.send(asked, validator, signal));
    const span = first?.span ?? this.spanIn(response, asked, validator !== null);
    const received = { response, file, segment, end: span.end };
    await receive(received, { ...this.context, signal });
    window.learn(segment.position - asked.start, performance.now() - startedAt);
  }

  private spanIn(response: SafeResponse, asked: ByteSpan, usedIfRange: boolean): ByteSpan {
    try {
      return this.judge(response, asked, usedIfRange);
    } catch (error) {
      response.discard();
      throw error;
    }
  }

  private judge(response: SafeResponse, asked: ByteSpan, usedIfRange: boolean): ByteSpan {
    const { remote, name } = this.file;
    switch (response.status) {
      case 206:
        remoteFileOf(response, name);
        if (!isSameFile(remote, response)) throw new SourceChanged();
        return spanOf(response, asked);
      case 200:
        throw usedIfRange && isSameFile(remote, response) ? new IfRangeIgnored() : new SourceChanged();
      case 412:
      case 416:
        throw new SourceChanged();
      default:
        throw statusError(response);
    }
  }
}
