import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FetchPolicy } from '../../src/common/fetch/fetch-policy.js';
import type { SafeRequestOptions } from '../../src/common/fetch/fetch-options.js';
import type { Dispatchers } from '../../src/common/fetch/pinned-dispatcher.js';
import { SafeFetch } from '../../src/common/fetch/safe-fetch.js';
import type { SafeResponse } from '../../src/common/fetch/safe-response.js';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;
export type Fetch = (url: string, options?: SafeRequestOptions) => Promise<SafeResponse>;

/** Loopback HTTP servers and clients of one test file; `close` ends them all. */
export class FetchBench {
  private readonly servers: Server[] = [];
  private readonly clients: SafeFetch[] = [];

  /** Starts a server on a free port and answers with it and its origin. */
  async start(handler: Handler): Promise<{ server: Server; origin: string; port: number }> {
    const server = createServer(handler);
    this.servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { server, port, origin: `http://127.0.0.1:${port}` };
  }

  async serve(handler: Handler): Promise<string> {
    return (await this.start(handler)).origin;
  }

  client(policy: FetchPolicy, dispatchers?: Dispatchers): SafeFetch {
    const client = new SafeFetch(policy, dispatchers);
    this.clients.push(client);
    return client;
  }

  /** A client for which exactly these origins are an administrator's own. */
  listing(...allowedOrigins: string[]): Fetch {
    const client = this.client(new FetchPolicy({ allowedOrigins }));
    return (url, options) => client.request(url, { allowPrivate: 'listed', ...options });
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.splice(0).map((client) => client.close()));
    for (const server of this.servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  }
}
