import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { portOf } from '../../../test/fakes/listening.js';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.jpg': 'image/jpeg' };

export interface FileSite {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the files of a directory with ETags and ranges, on loopback. */
export async function startFileSite(directory: string): Promise<FileSite> {
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    serve(directory, request, response).catch(() => response.writeHead(404).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(directory: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://site');
  const file = path.join(directory, path.basename(decodeURIComponent(pathname)));
  const { size, mtimeMs } = await stat(file);
  const etag = `"${size}-${Math.floor(mtimeMs)}"`;
  const range = rangeOf(request, size, etag);
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('etag', etag);
  response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream');
  response.setHeader('content-length', range.end - range.start + 1);
  if (range.isPart) response.setHeader('content-range', `bytes ${range.start}-${range.end}/${size}`);
  response.writeHead(range.isPart ? 206 : 200);
  if (request.method === 'HEAD') return void response.end();
  const bytes = createReadStream(file, { start: range.start, end: range.end });
  response.on('close', () => bytes.destroy());
  bytes.on('error', () => response.destroy()).pipe(response);
}

function rangeOf(request: IncomingMessage, size: number, etag: string) {
  const { range, 'if-range': ifRange } = request.headers;
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const isPart = first !== undefined && Number(first) < size && (ifRange === undefined || ifRange === etag);
  if (!isPart) return { start: 0, end: size - 1, isPart };
  return { start: Number(first), end: last ? Math.min(Number(last), size - 1) : size - 1, isPart };
}
