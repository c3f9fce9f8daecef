import { extname } from 'node:path';
import { HttpDouble } from './hostile-http.js';
import type { Answer, SeenRequest } from './hostile-http.js';
import { serveFile } from './hostile-http-files.js';
import type { FileOptions } from './hostile-http-files.js';

const TYPES: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.mp4': 'video/mp4',
  '.zip': 'application/zip',
};

/** A page as its HTML, a file as its bytes, anything else as an answer of its own. */
export type Route = string | Buffer | Answer;

/** A web site of pages and files, by path with query; the rest of it is not found. */
export class GallerySite {
  private constructor(
    private readonly server: HttpDouble,
    private readonly methods: ReadonlyMap<SeenRequest, string>,
  ) {}

  static async start(
    routes: Record<string, Route> | ((path: string) => Route | undefined),
  ): Promise<GallerySite> {
    const methods = new Map<SeenRequest, string>();
    const find = typeof routes === 'function' ? routes : (path: string) => routes[path];
    const server = await HttpDouble.start(async (request, response) => {
      methods.set(request, response.req.method ?? '');
      const route = find(request.path);
      if (route === undefined) response.writeHead(404).end();
      else if (typeof route === 'string') response.writeHead(200, { 'content-type': 'text/html' }).end(route);
      else if (typeof route === 'function') await route(request, response);
      else await file(route, request.path)(request, response);
    });
    return new GallerySite(server, methods);
  }

  get origin(): string {
    return this.server.origin;
  }

  url(path: string): string {
    return this.server.url(path);
  }

  /** Of whole files and parts of them, in the order in which they were asked for. */
  get fetched(): string[] {
    return this.paths('GET').filter((path) => extname(path) !== '');
  }

  get inspected(): string[] {
    return this.paths('HEAD');
  }

  paths(method: string): string[] {
    return this.server.requests
      .filter((request) => this.methods.get(request) === method)
      .map(({ path }) => path);
  }

  bytesSentOf(path: string): number {
    const requests = this.server.requests.filter((request) => request.path === path);
    return requests.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
  }

  close(): Promise<void> {
    return this.server.close();
  }
}

/** A file as good servers give it; `HEAD` has the headers alone. */
export function file(content: Buffer, path: string, options: FileOptions = {}): Answer {
  const type = TYPES[extname(new URL(path, 'http://site').pathname)] ?? 'application/octet-stream';
  const headers = { 'content-type': type, ...options.headers };
  const answer = serveFile(content, { etag: `"${content.length}"`, ...options, headers });
  return async (request, response) => {
    if (response.req.method === 'HEAD')
      response.writeHead(200, { ...headers, 'content-length': content.length }).end();
    else await answer(request, response);
  };
}
