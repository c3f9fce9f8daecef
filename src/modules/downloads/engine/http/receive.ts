import type { Readable } from 'node:stream';
import type { SafeResponse } from '../../../../common/fetch/safe-response.js';
import { translateFetchError } from '../../../../common/fetch/translate-error.js';
import { BodyWatch } from './body-watch.js';
import type { FetchContext } from './fetch-context.js';
import {
  DownloadAnswerInvalidError,
  DownloadTooLargeError,
  DownloadTruncatedError,
  httpErrorOf,
} from './http.errors.js';
import type { LocalFile } from './local-file.js';
import type { Segment } from './segment-plan.js';
import { SegmentWriter } from './segment-writer.js';

export interface Receipt {
  readonly response: SafeResponse;
  readonly file: LocalFile;
  readonly segment: Segment;
  /** Where the body ends by what the server says, exclusive; Infinity when it does not say. */
  readonly end: number;
}

/**
 * Stores a body at the segment's position: all of it, or as far as the segment goes by then. What has come in is stored even
 * when it rejects: with an error of ours, or with the reason of an abort.
 */
export async function receive(receipt: Receipt, context: FetchContext): Promise<void> {
  const { response, file, segment, end } = receipt;
  const body = response.raw();
  const watch = new BodyWatch(body, context.source.transfer.readTimeoutSeconds * 1000);
  const writer = new SegmentWriter({ file, segment });
  try {
    await pump({ body, watch, writer, receipt }, context);
  } finally {
    watch.close();
    body.destroy();
    await writer.drain();
  }
  if (end !== Infinity && segment.position < Math.min(end, segment.end)) throw new DownloadTruncatedError();
}

interface Pump {
  readonly body: Readable;
  readonly watch: BodyWatch;
  readonly writer: SegmentWriter;
  readonly receipt: Receipt;
}

async function pump(parts: Pump, context: FetchContext): Promise<void> {
  const { body, watch, writer, receipt } = parts;
  const { bandwidth, signal, maxBytes } = context;
  const chunks: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  for (;;) {
    watch.ask();
    const chunk = await nextOf(chunks);
    if (chunk === null) return;
    watch.receive(chunk.length);
    context.onReceived(chunk.length);
    if (!bandwidth.isUnlimited) await bandwidth.take(chunk.length, signal);
    if (writer.position + chunk.length > maxBytes) throw new DownloadTooLargeError(maxBytes);
    const room = Math.min(receipt.end, receipt.segment.end) - writer.position;
    await writer.add(room < chunk.length ? chunk.subarray(0, room) : chunk);
    if (room >= chunk.length) continue;
    // Another connection has taken over the rest; more than the whole is not the file that was announced.
    if (receipt.segment.end < receipt.end) return;
    throw new DownloadAnswerInvalidError('too_long');
  }
}

async function nextOf(chunks: AsyncIterator<Buffer>): Promise<Buffer | null> {
  try {
    const next = await chunks.next();
    return next.done === true ? null : next.value;
  } catch (error) {
    throw httpErrorOf(translateFetchError(error));
  }
}
