import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { portOf } from './listening.js';

const LOOPBACK = '127.0.0.1';

export interface LoopbackAnswer {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Waited before the answer, beside what every answer waits. */
  readonly delayMs?: number;
}

export interface LoopbackRequest {
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
}

export interface LoopbackServer {
  readonly origin: string;
  /** Every request so far, in order. */
  readonly requests: readonly LoopbackRequest[];
  /** Waited before every answer. */
  delayMs: number;
  close(): Promise<void>;
}

export const json = (value: unknown, status = 200): LoopbackAnswer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

/** An HTTP server on 127.0.0.1; a request that `answer` gives nothing for hangs until the client or the server gives up. */
export async function startLoopbackServer(
  answer: (request: LoopbackRequest) => LoopbackAnswer | null,
  port = 0,
): Promise<LoopbackServer> {
  const requests: LoopbackRequest[] = [];
  const closing = new AbortController();
  const state = { delayMs: 0 };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${LOOPBACK}`);
    const received = { url, headers: request.headers };
    requests.push(received);
    const respond = async (): Promise<void> => {
      const known = answer(received);
      if (!known) return;
      const waitMs = state.delayMs + (known.delayMs ?? 0);
      if (waitMs > 0) await delay(waitMs, undefined, { signal: closing.signal });
      const { status, type = 'text/plain', body, headers = {} } = known;
      response.writeHead(status, { 'content-type': type, ...headers }).end(body);
    };
    respond().catch(() => response.destroy());
  });
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    closing.abort();
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return Object.assign(state, { origin: `http://${LOOPBACK}:${portOf(server)}`, requests, close });
}
