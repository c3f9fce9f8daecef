import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { portOf } from './listening.js';

export interface SeenRequest {
  readonly path: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly headers: IncomingMessage['headers'];
  /** Of the body, handed to the network so far. */
  bytesSent: number;
}

export type Answer = (request: SeenRequest, response: ServerResponse) => void | Promise<void>;

/** A web server that answers as a test says, however badly, and counts what it sends. */
export class HttpDouble {
  readonly requests: SeenRequest[] = [];

  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(answer: Answer): Promise<HttpDouble> {
    const server = createServer((request, response) => void double.handle(request, response, answer));
    // What hostile answers do to a connection is their business.
    server.on('clientError', (_error, socket) => socket.destroy());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const double = new HttpDouble(server, `http://127.0.0.1:${portOf(server)}`);
    return double;
  }

  get bytesSent(): number {
    return this.requests.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
  }

  url(path: string): string {
    return `${this.origin}${path}`;
  }

  /** Cuts every connection that is open now. */
  cut(): void {
    this.server.closeAllConnections();
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async handle(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
    const { range, 'if-range': ifRange } = request.headers;
    const seen: SeenRequest = {
      path: request.url ?? '',
      range,
      ifRange: typeof ifRange === 'string' ? ifRange : undefined,
      headers: request.headers,
      bytesSent: 0,
    };
    this.requests.push(seen);
    response.on('error', () => undefined);
    await answer(seen, response);
  }
}
