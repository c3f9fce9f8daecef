import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { portOf } from './listening.js';
import { RATE_LIMITED, TmdbAnswerBook, UNAUTHORIZED } from './tmdb/answers.js';
import type { Answer } from './tmdb/answers.js';
import type { FakeTitle } from './tmdb/fake-title.js';
import { loadRecordings } from './tmdb/recordings.js';

export type { FakeTitle } from './tmdb/fake-title.js';

const LOOPBACK = '127.0.0.1';
const BASE_PATH = '/3';
const DEFAULT_API_KEY = 'tmdb-test-token';
const RETRY_AFTER_SECONDS = 7;

export type TmdbMode = 'ok' | 'garbage' | 'http-500' | 'hang' | 'unauthorized' | 'rate-limited';

export interface TmdbServerOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly apiKey?: string;
  /** Answered beside the recordings, before them. May be added to later. */
  readonly titles?: FakeTitle[];
  readonly mode?: TmdbMode;
  /** Waited before every answer. */
  readonly delayMs?: number;
}

export interface FakeTmdbRequest {
  /** Below the API's base. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

export interface FakeTmdbServer {
  /** For `SOKOUL_TMDB_URL`. */
  readonly url: string;
  readonly apiKey: string;
  /** Every request so far, in order. */
  readonly requests: FakeTmdbRequest[];
  readonly titles: FakeTitle[];
  /** How requests are answered from now on. */
  mode: TmdbMode;
  delayMs: number;
  close(): Promise<void>;
}

function send(response: ServerResponse, { status, body }: Answer, ifNoneMatch?: string): void {
  const text = JSON.stringify(body);
  const etag = `W/"${createHash('md5').update(text).digest('hex')}"`;
  const isOk = status === 200;
  const headers = {
    'content-type': 'application/json;charset=utf-8',
    ...(isOk ? { 'cache-control': 'public, max-age=13292', etag } : {}),
    ...(status === 429 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {}),
  };
  if (isOk && ifNoneMatch === etag) response.writeHead(304, headers).end();
  else response.writeHead(status, headers).end(text);
}

function sendFailure(response: ServerResponse, mode: TmdbMode): boolean {
  switch (mode) {
    case 'garbage':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><p>Welcome to the hotel</p>');
      return true;
    case 'http-500':
      response.writeHead(500, { 'content-type': 'text/plain' }).end('Internal Server Error');
      return true;
    case 'unauthorized':
      send(response, UNAUTHORIZED);
      return true;
    case 'rate-limited':
      send(response, RATE_LIMITED);
      return true;
    case 'hang':
      return true; // until the client gives up or the server closes
    case 'ok':
      return false;
  }
}

function readRequest(request: IncomingMessage): FakeTmdbRequest {
  const url = new URL(request.url ?? '/', `http://${LOOPBACK}`);
  return {
    path: url.pathname.startsWith(BASE_PATH) ? url.pathname.slice(BASE_PATH.length) : url.pathname,
    query: url.searchParams,
    authorization: request.headers.authorization,
    ifNoneMatch: request.headers['if-none-match'],
  };
}

/** TMDB's API on 127.0.0.1 with recorded answers; it can be told to misbehave. */
export async function startTmdbServer(options: TmdbServerOptions = {}): Promise<FakeTmdbServer> {
  const { apiKey = DEFAULT_API_KEY, titles = [] } = options;
  const book = new TmdbAnswerBook(await loadRecordings(), titles);
  const requests: FakeTmdbRequest[] = [];
  const closing = new AbortController();
  const state = { mode: options.mode ?? 'ok', delayMs: options.delayMs ?? 0 };
  const isKnown = ({ authorization, query }: FakeTmdbRequest) =>
    authorization === `Bearer ${apiKey}` || query.get('api_key') === apiKey;

  const respond = async (request: FakeTmdbRequest, response: ServerResponse): Promise<void> => {
    if (state.delayMs > 0) await delay(state.delayMs, undefined, { signal: closing.signal });
    if (sendFailure(response, state.mode)) return;
    const { path, query, ifNoneMatch } = request;
    send(response, isKnown(request) ? book.answer(path, query) : UNAUTHORIZED, ifNoneMatch);
  };
  const server = createServer((incoming, response) => {
    const request = readRequest(incoming);
    requests.push(request);
    respond(request, response).catch(() => response.destroy());
  });
  server.listen(options.port ?? 0, LOOPBACK);
  await once(server, 'listening');

  const close = async (): Promise<void> => {
    closing.abort();
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const url = `http://${LOOPBACK}:${portOf(server)}${BASE_PATH}`;
  return Object.assign(state, { url, apiKey, requests, titles, close });
}
