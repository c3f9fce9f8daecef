import type { SafeResponse } from '../../../../common/fetch/safe-response.js';
import type { FetchContext } from './fetch-context.js';
import { httpErrorOf } from './http.errors.js';
import type { LocalFile } from './local-file.js';
import { receive } from './receive.js';
import { isSameFile, remoteFileOf, spanOf, statusError } from './remote-file.js';
import { Retries } from './retries.js';
import type { Segment } from './segment-plan.js';
import { SourceChanged } from './source-changed.js';

/**
 * Fetches a file in one piece from a server that gave no parts of it. After an interruption it asks for the rest all the same,
 * as some servers do give it, and takes the whole again when that is what comes.
 */
export class StreamFetch {
  constructor(
    private readonly context: FetchContext,
    private readonly file: LocalFile,
  ) {}

  /** As SegmentedFetch.run. `first` is the answer that told that the file comes in one piece. */
  async run(first: SafeResponse | null): Promise<void> {
    const { signal } = this.context;
    const retries = new Retries(this.context);
    let answer = first;
    for (;;) {
      const segment = this.file.plan.claim();
      if (!segment) {
        answer?.discard();
        return;
      }
      const from = segment.position;
      const error = await this.fetch(segment, answer).catch(httpErrorOf);
      if (error === undefined) return;
      answer = null;
      this.file.plan.release(segment);
      signal.throwIfAborted();
      if (error instanceof SourceChanged || !retries.allows(error, segment.position - from)) throw error;
      await retries.pause(error, signal);
    }
  }

  private async fetch(segment: Segment, first: SafeResponse | null): Promise<undefined> {
    const { context, file } = this;
    const { validator, total } = file.remote;
    const position = validator === null ? 0 : segment.position;
    const span = position === 0 ? null : { start: position, end: Infinity };
    const response = first ?? (await context.requests.send(span, validator, context.signal));
    try {
      if (response !== first) await this.takeUp(response, segment);
    } catch (error) {
      response.discard();
      throw error;
    }
    await receive({ response, file, segment, end: total ?? Infinity }, context);
    if (total === null) file.endAt(segment);
  }

  /** Moves the segment to where the answer begins. */
  private async takeUp(response: SafeResponse, segment: Segment): Promise<void> {
    const { remote, name } = this.file;
    if (response.status === 206) {
      if (!isSameFile(remote, response)) throw new SourceChanged();
      spanOf(response, { start: segment.position, end: remote.total ?? Infinity });
      return;
    }
    if (response.status === 412 || response.status === 416) throw new SourceChanged();
    if (response.status !== 200) throw statusError(response);
    const now = remoteFileOf(response, name);
    const isSame = remote.validator === null ? now.total === remote.total : isSameFile(remote, response);
    if (!isSame) throw new SourceChanged();
    await this.file.rewind(segment);
  }
}
