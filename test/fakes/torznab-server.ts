import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { portOf } from './listening.js';
import type { Answer } from './torznab/answers.js';
import { createAnswers, errorDocument } from './torznab/answers.js';
import type { FakeRelease } from './torznab/release.js';

export type { FakeRelease } from './torznab/release.js';

const LOOPBACK = '127.0.0.1';
/** Where Jackett serves an indexer of this name. */
const API_PATH = '/api/v2.0/indexers/public-domain/results/torznab/api';
const DEFAULT_API_KEY = 'torznab-test-key';

export type TorznabMode = 'ok' | 'garbage' | 'http-500' | 'hang' | 'error-document' | 'rate-limited';

export interface TorznabServerOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly apiKey?: string;
  /** Answered beside the recorded feed, before it. */
  readonly releases?: readonly FakeRelease[];
  /** False leaves the recorded releases out. */
  readonly withRecorded?: boolean;
  readonly mode?: TorznabMode;
  /** Waited before every answer. */
  readonly delayMs?: number;
}

export interface FakeTorznabServer {
  /** The Torznab address, without a query. */
  readonly url: string;
  readonly apiKey: string;
  /** Every request so far, in order. */
  readonly requests: readonly URL[];
  /** How requests are answered from now on. */
  mode: TorznabMode;
  delayMs: number;
  close(): Promise<void>;
}

const GARBAGE: Answer = {
  status: 200,
  type: 'text/html',
  body: '<!DOCTYPE html><html><head><title>Checking your browser</title></head><body><p>One moment &nbsp;<br></bod',
};
const SERVER_ERROR: Answer = { status: 500, type: 'text/plain', body: 'Internal Server Error' };
/** As Jackett and Prowlarr do when a site behind them answers 429. */
const RATE_LIMITED: Answer = { ...errorDocument(429, 'Rate limit exceeded', 429), retryAfterSeconds: 3600 };
const NOT_FOUND: Answer = { status: 404, type: 'text/plain', body: 'Not Found' };

function failureOf(mode: TorznabMode): Answer | null {
  switch (mode) {
    case 'garbage':
      return GARBAGE;
    case 'http-500':
      return SERVER_ERROR;
    case 'error-document':
      return errorDocument(900, 'Exception (public-domain): the tracker could not be reached');
    case 'rate-limited':
      return RATE_LIMITED;
    case 'ok':
    case 'hang':
      return null;
  }
}

function send(response: ServerResponse, { status, type, body, retryAfterSeconds }: Answer): void {
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', retryAfterSeconds);
  response.writeHead(status, { 'content-type': type }).end(body);
}

/** A Torznab indexer on 127.0.0.1 with a recorded feed; it can be told to misbehave. */
export async function startTorznabServer(options: TorznabServerOptions = {}): Promise<FakeTorznabServer> {
  const { apiKey = DEFAULT_API_KEY, releases = [], withRecorded = true } = options;
  const answer = await createAnswers(apiKey, releases, withRecorded);
  const requests: URL[] = [];
  const closing = new AbortController();
  const state = { mode: options.mode ?? 'ok', delayMs: options.delayMs ?? 0 };

  const respond = async (url: URL, response: ServerResponse): Promise<void> => {
    if (state.delayMs > 0) await delay(state.delayMs, undefined, { signal: closing.signal });
    if (state.mode === 'hang') return; // until the client gives up or the server closes
    const known = url.pathname === API_PATH ? answer(url.searchParams) : NOT_FOUND;
    send(response, failureOf(state.mode) ?? known);
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${LOOPBACK}`);
    requests.push(url);
    respond(url, response).catch(() => response.destroy());
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
  const url = `http://${LOOPBACK}:${portOf(server)}${API_PATH}`;
  return Object.assign(state, { url, apiKey, requests, close });
}
