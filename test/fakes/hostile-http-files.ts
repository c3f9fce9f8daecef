import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, SeenRequest } from './hostile-http.js';

const CHUNK_BYTES = 16 * 1024;

export interface FileOptions {
  readonly etag?: string;
  readonly lastModified?: string;
  /** Answers every request with the whole file. */
  readonly ignoresRanges?: boolean;
  /** Without a Content-Length. */
  readonly hidesLength?: boolean;
  /** Answers 206 to ranges whatever If-Range says. */
  readonly ignoresIfRange?: boolean;
  /** Cuts the connection after so many bytes of a body. */
  readonly cutAfterBytes?: number;
  /** Waits so long after each 16 KiB. */
  readonly paceMs?: number;
  readonly headers?: Record<string, string>;
}

/** A well-behaved file server, but for what the options say. */
export function serveFile(content: Buffer, options: FileOptions = {}): Answer {
  return async (request, response) => {
    const { start, end, isPart } = partOf(request, content.length, options);
    const headers = {
      ...(options.etag === undefined ? {} : { ETag: options.etag }),
      ...(options.lastModified === undefined ? {} : { 'Last-Modified': options.lastModified }),
      ...(options.hidesLength === true ? {} : { 'Content-Length': end - start }),
      ...(isPart ? { 'Content-Range': `bytes ${start}-${end - 1}/${content.length}` } : {}),
      ...options.headers,
    };
    response.writeHead(isPart ? 206 : 200, headers);
    await sendPaced(content.subarray(start, end), request, response, options);
  };
}

/** Sends no faster than the other side takes it, and counts. */
export async function sendPaced(
  bytes: Buffer,
  request: SeenRequest,
  response: ServerResponse,
  { paceMs, cutAfterBytes }: Pick<FileOptions, 'paceMs' | 'cutAfterBytes'> = {},
): Promise<void> {
  for (let at = 0; at < bytes.length && !response.destroyed; at += CHUNK_BYTES) {
    if (cutAfterBytes !== undefined && at >= cutAfterBytes) {
      response.destroy();
      return;
    }
    const chunk = bytes.subarray(at, at + CHUNK_BYTES);
    const isTaken = response.write(chunk);
    request.bytesSent += chunk.length;
    if (paceMs !== undefined) await sleep(paceMs);
    if (!isTaken) await drained(response);
  }
  response.end();
}

/** Resolves when there is room again, or nobody to send to. */
export async function drained(response: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  response.once('drain', resolve).once('close', resolve);
  if (response.destroyed) resolve();
  await promise;
  response.off('drain', resolve).off('close', resolve);
}

function partOf(
  { range, ifRange }: SeenRequest,
  size: number,
  options: FileOptions,
): { start: number; end: number; isPart: boolean } {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const isCurrent = ifRange === undefined || ifRange === options.etag || ifRange === options.lastModified;
  const isPart =
    first !== undefined &&
    options.ignoresRanges !== true &&
    (isCurrent || options.ignoresIfRange === true) &&
    Number(first) < size;
  if (!isPart) return { start: 0, end: size, isPart };
  return { start: Number(first), end: last === '' ? size : Math.min(size, Number(last) + 1), isPart };
}
