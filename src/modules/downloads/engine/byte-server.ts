import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { isIPv6 } from 'node:net';
import type { Readable } from 'node:stream';
import { parseSoleRange } from '../../../common/http/byte-range.js';
import type { DownloadFile, DownloadSession } from './download-kind.js';
import { sendBytes } from './send-bytes.js';

const PATH = /^\/internal\/downloads\/([\w-]{1,64})\/files\/(\d{1,9})$/;

/** What is needed of a session to serve it. */
export type ReadableDownload = Pick<DownloadSession, 'files' | 'read'>;

export interface ByteServerOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** How long a reader may wait for one piece before its connection is cut. */
  readonly stallTimeoutMs: number;
  /** Whether the bearer of this Authorization header may read this download. */
  authorize(authorization: string | undefined, downloadId: string): boolean;
  lookup(downloadId: string): ReadableDownload | undefined;
  /** A read that was cut short: stalled, or refused by the disk. */
  onFailure(error: Error, downloadId: string): void;
}

/**
 * Serves the files of running downloads to the API over HTTP, while they are still arriving:
 * GET and HEAD /internal/downloads/:id/files/:index with an optional single Range.
 */
export class ByteServer {
  private constructor(
    private readonly server: Server,
    /** Base URL, without a slash at its end. */
    readonly url: string,
  ) {}

  /** Rejects when the port is taken. */
  static async start(options: ByteServerOptions): Promise<ByteServer> {
    const server = createServer((request, response) => {
      answer(options, request, response).catch((error: unknown) => {
        options.onFailure(error instanceof Error ? error : new Error(String(error)), '');
        response.destroy();
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, options.host, resolve);
    });
    return new ByteServer(server, urlOf(server, options.host));
  }

  /** Cuts every connection. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}

async function answer(
  options: ByteServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = PATH.exec((request.url ?? '').split('?', 1)[0] ?? '');
  if (path === null) return refuse(response, 404);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, 405, { Allow: 'GET, HEAD' });
  const [, id = '', index] = path;
  if (!options.authorize(request.headers.authorization, id)) return refuse(response, 401);
  const session = options.lookup(id);
  if (session === undefined) return refuse(response, 404);
  const files = session.files();
  // The file list is still unknown: worth asking again soon.
  if (files.length === 0) return refuse(response, 503, { 'Retry-After': '1' });
  const file = files.find((candidate) => candidate.index === Number(index));
  if (file === undefined) return refuse(response, 404);
  await sendFile({ options, session, id, file }, request, response);
}

interface Serving {
  readonly options: ByteServerOptions;
  readonly session: ReadableDownload;
  readonly id: string;
  readonly file: DownloadFile;
}

async function sendFile(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const size = serving.file.sizeBytes;
  if (size === null) return refuse(response, 503, { 'Retry-After': '1' });
  const range = parseSoleRange(request.headers.range, size);
  if (range === 'unsatisfiable') return refuse(response, 416, { 'Content-Range': `bytes */${size}` });
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const bytes = request.method === 'HEAD' || size === 0 ? null : openRead(serving, start, end);
  if (bytes === 'ended') return refuse(response, 503);
  response.writeHead(range === null ? 200 : 206, {
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-store',
    'Content-Length': end - start + 1,
    'Content-Type': 'application/octet-stream',
    'X-Content-Type-Options': 'nosniff',
    ...(range === null ? {} : { 'Content-Range': `bytes ${start}-${end}/${size}` }),
  });
  // At once: a player learns the size while it waits for the first piece.
  response.flushHeaders();
  if (bytes === null) response.end();
  else await send(serving, bytes, response);
}

/** 'ended' when the session stopped between being found and being read. */
function openRead({ options, session, id, file }: Serving, start: number, end: number): Readable | 'ended' {
  try {
    return session.read(file.index, start, end);
  } catch (error) {
    options.onFailure(error instanceof Error ? error : new Error(String(error)), id);
    return 'ended';
  }
}

async function send({ options, id }: Serving, bytes: Readable, response: ServerResponse): Promise<void> {
  try {
    await sendBytes(bytes, response, options.stallTimeoutMs);
  } catch (error) {
    // The status is out already: only a cut connection tells the reader that bytes are missing.
    response.destroy();
    options.onFailure(error instanceof Error ? error : new Error(String(error)), id);
  }
}

function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Length': '0', ...headers }).end();
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
