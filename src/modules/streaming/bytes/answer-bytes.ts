import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  RETRY_AFTER_SECONDS,
  RangeNotSatisfiableError,
  StreamUnavailableError,
} from '../streaming.errors.js';
import type { ByteBody, ByteSource } from './byte-source.js';
import { ClientGoneError } from './client-gone.error.js';
import { attachmentDisposition, inlineDisposition } from './content-disposition.js';
import { contentTypeOf } from './content-type.js';
import { checkPreconditions, rangeApplies } from './preconditions.js';
import { parseRange } from '../../../common/http/byte-range.js';
import type { ByteRange } from '../../../common/http/byte-range.js';

const KEEP_ALIVE_PROBE_MS = 30_000;

/** How browsers are to take it. */
interface AnswerStyle {
  readonly disposition: (fileName: string) => string;
  /** Pages of which origins may use it. */
  readonly resourcePolicy: 'cross-origin' | 'same-origin';
  readonly contentPolicy: string | null;
}

/** A player on another origin may use it: whoever holds the link may watch. */
const PLAYABLE: AnswerStyle = {
  disposition: inlineDisposition,
  resourcePolicy: 'cross-origin',
  contentPolicy: null,
};

/** To be saved only: even where a browser shows it, nothing in it runs. */
export const ATTACHMENT: AnswerStyle = {
  disposition: attachmentDisposition,
  resourcePolicy: 'same-origin',
  contentPolicy: "sandbox; default-src 'none'",
};

/** Null for the whole file. Ranges are defined for GET alone; several at once are answered with the whole file. */
function chooseRange({ method, headers }: IncomingMessage, source: ByteSource): ByteRange | null {
  const ifRange = [headers['if-range']].flat().at(0);
  if (method !== 'GET' || !rangeApplies(ifRange, source)) return null;
  const request = parseRange(headers.range, source.sizeBytes);
  if (request.kind === 'unsatisfiable') throw new RangeNotSatisfiableError(source.sizeBytes);
  const [only, ...others] = request.kind === 'ranges' ? request.ranges : [];
  return only !== undefined && others.length === 0 ? only : null;
}

function setValidators(
  response: ServerResponse,
  { etag, lastModified }: ByteSource,
  { resourcePolicy }: AnswerStyle,
): void {
  response.setHeader('ETag', etag);
  if (lastModified) response.setHeader('Last-Modified', lastModified.toUTCString());
  response.setHeader('Accept-Ranges', 'bytes');
  // The link is a credential: shared caches must not keep what it opens, nor change it.
  response.setHeader('Cache-Control', 'private, no-transform');
  response.setHeader('Cross-Origin-Resource-Policy', resourcePolicy);
}

function writeHead(
  response: ServerResponse,
  source: ByteSource,
  range: ByteRange | null,
  style: AnswerStyle,
): void {
  const { sizeBytes, fileName } = source;
  setValidators(response, source, style);
  if (style.contentPolicy !== null) response.setHeader('Content-Security-Policy', style.contentPolicy);
  response.setHeader('Content-Type', contentTypeOf(fileName));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Disposition', style.disposition(fileName));
  response.setHeader('Content-Length', range ? range.end + 1 - range.start : sizeBytes);
  if (range) response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
  response.writeHead(range ? 206 : 200);
}

function endWithoutBody(
  response: ServerResponse,
  source: ByteSource,
  status: 304 | 412,
  style: AnswerStyle,
): void {
  setValidators(response, source, style);
  response.writeHead(status).end();
}

async function openBody(
  source: ByteSource,
  range: ByteRange | null,
  response: ServerResponse,
): Promise<ByteBody | null> {
  if (source.sizeBytes === 0) return null;
  const gone = new AbortController();
  const onClose = () => gone.abort();
  response.once('close', onClose);
  try {
    return await source.open(range ?? { start: 0, end: source.sizeBytes - 1 }, gone.signal);
  } finally {
    response.off('close', onClose);
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  source: ByteSource,
  style: AnswerStyle,
): Promise<void> {
  const verdict = checkPreconditions(request.headers, source);
  if (verdict !== 'proceed') return endWithoutBody(response, source, verdict === 'failed' ? 412 : 304, style);
  const range = chooseRange(request, source);
  const body = request.method === 'HEAD' ? null : await openBody(source, range, response);
  // Finds out about clients that vanished without a word.
  response.socket?.setKeepAlive(true, KEEP_ALIVE_PROBE_MS);
  writeHead(response, source, range, style);
  if (body) await body.sendTo(response);
  else response.end();
}

function setRefusalHeaders(error: unknown, response: ServerResponse, source: ByteSource): void {
  if (error instanceof RangeNotSatisfiableError)
    response.setHeader('Content-Range', `bytes */${source.sizeBytes}`);
  if (error instanceof StreamUnavailableError) response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
}

/**
 * Answers a GET or HEAD with the file, or the part of it that is asked for (RFC 9110 §13 and §14), and closes the source
 * when the answer is out or the client is gone. Refusals are thrown before anything is sent; after that an error cuts the
 * connection, which is all that tells a client that bytes are missing, and goes to `onCut`. A client that leaves is no error.
 */
export async function answerBytes(
  request: IncomingMessage,
  response: ServerResponse,
  source: ByteSource,
  onCut: (error: unknown) => void,
  style: AnswerStyle = PLAYABLE,
): Promise<void> {
  try {
    await answer(request, response, source, style);
  } catch (error) {
    const hasClientLeft = error instanceof ClientGoneError || (response.closed && !response.headersSent);
    if (hasClientLeft) return void response.destroy();
    if (!response.headersSent) {
      setRefusalHeaders(error, response, source);
      throw error;
    }
    response.destroy();
    onCut(error);
  } finally {
    await source.close();
  }
}
