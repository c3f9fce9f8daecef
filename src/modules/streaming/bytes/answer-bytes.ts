import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  RETRY_AFTER_SECONDS,
  RangeNotSatisfiableError,
  StreamUnavailableError,
} from '../streaming.errors.js';
import type { ByteBody, ByteSource } from './byte-source.js';
import { ClientGoneError } from './client-gone.error.js';
import { inlineDisposition } from './content-disposition.js';
import { contentTypeOf } from './content-type.js';
import { checkPreconditions, rangeApplies } from './preconditions.js';
import { parseRange } from '../../../common/http/byte-range.js';
import type { ByteRange } from '../../../common/http/byte-range.js';

const KEEP_ALIVE_PROBE_MS = 30_000;

/** Null for the whole file. Ranges are defined for GET alone; several at once are answered with the whole file. */
function chooseRange({ method, headers }: IncomingMessage, source: ByteSource): ByteRange | null {
  const ifRange = [headers['if-range']].flat().at(0);
  if (method !== 'GET' || !rangeApplies(ifRange, source)) return null;
  const request = parseRange(headers.range, source.sizeBytes);
  if (request.kind === 'unsatisfiable') throw new RangeNotSatisfiableError(source.sizeBytes);
  const [only, ...others] = request.kind === 'ranges' ? request.ranges : [];
  return only !== undefined && others.length === 0 ? only : null;
}

function setValidators(response: ServerResponse, { etag, lastModified }: ByteSource): void {
  response.setHeader('ETag', etag);
  if (lastModified) response.setHeader('Last-Modified', lastModified.toUTCString());
  response.setHeader('Accept-Ranges', 'bytes');
  // The link is a credential: shared caches must not keep what it opens, nor change it.
  response.setHeader('Cache-Control', 'private, no-transform');
  // A player on another origin may use it: whoever holds the link may watch.
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
}

function writeHead(response: ServerResponse, source: ByteSource, range: ByteRange | null): void {
  const { sizeBytes, fileName } = source;
  setValidators(response, source);
  response.setHeader('Content-Type', contentTypeOf(fileName));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Disposition', inlineDisposition(fileName));
  response.setHeader('Content-Length', range ? range.end + 1 - range.start : sizeBytes);
  if (range) response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
  response.writeHead(range ? 206 : 200);
}

function endWithoutBody(response: ServerResponse, source: ByteSource, status: 304 | 412): void {
  setValidators(response, source);
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

async function answer(request: IncomingMessage, response: ServerResponse, source: ByteSource): Promise<void> {
  const verdict = checkPreconditions(request.headers, source);
  if (verdict !== 'proceed') return endWithoutBody(response, source, verdict === 'failed' ? 412 : 304);
  const range = chooseRange(request, source);
  const body = request.method === 'HEAD' ? null : await openBody(source, range, response);
  // Finds out about clients that vanished without a word.
  response.socket?.setKeepAlive(true, KEEP_ALIVE_PROBE_MS);
  writeHead(response, source, range);
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
): Promise<void> {
  try {
    await answer(request, response, source);
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
