import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { Transform, pipeline } from 'node:stream';
import type { Duplex, TransformCallback } from 'node:stream';
import type { FetchPolicy } from '../../../common/fetch/fetch-policy.js';
import { resolvePublic } from '../../../common/fetch/pinned-dispatcher.js';
import { assertPublicUrl, parseHttpUrl } from '../../../common/fetch/url-policy.js';

export interface FilteringProxyOptions {
  readonly policy: FetchPolicy;
  /** Of all answers together; beyond it every connection is cut. */
  readonly maxBytes: number;
}

const LOOPBACK = '127.0.0.1';
const MAX_CONNECTIONS = 64;
const IDLE_MS = 60_000;
const USER = 'sokoul';
/** They concern this connection alone. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

interface Target {
  readonly url: URL;
  readonly address: string;
}

/**
 * A forward proxy on loopback for programs that do their own networking: lets them reach what SafeFetch may reach, by the
 * addresses it checked itself, and nothing else. Only who knows its password is served. One for each run of a program.
 */
export class FilteringProxy {
  private readonly password = randomBytes(24).toString('base64url');
  private readonly sockets = new Set<Duplex>();
  private readonly server: Server;
  private bytesLeft: number;

  private constructor(private readonly options: FilteringProxyOptions) {
    this.bytesLeft = options.maxBytes;
    this.server = createServer((request, response) => void this.forward(request, response));
    this.server.maxConnections = MAX_CONNECTIONS;
    this.server.on('connect', (request, socket: Socket) => void this.tunnel(request, socket));
    this.server.on('connection', (socket) => this.watch(socket));
  }

  /** Listens on a free port. */
  static async start(options: FilteringProxyOptions): Promise<FilteringProxy> {
    const proxy = new FilteringProxy(options);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    proxy.server.once('error', reject).listen(0, LOOPBACK, resolve);
    await promise;
    return proxy;
  }

  /** With user and password: for the environment of the program, never for a command line or a log. */
  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://${USER}:${this.password}@${LOOPBACK}:${port}`;
  }

  /** Cuts every connection. */
  async close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.server.close(() => resolve());
    for (const socket of this.sockets) socket.destroy();
    await promise;
  }

  private async tunnel(request: IncomingMessage, socket: Socket): Promise<void> {
    try {
      const { url, address } = await this.admit(request, `https://${request.url}`);
      const upstream = connect({ host: address, port: Number(url.port || 443) });
      this.watch(upstream);
      upstream.once('connect', () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'));
      pipeline(socket, upstream, () => socket.destroy());
      pipeline(upstream, this.meter(), socket, () => upstream.destroy());
    } catch (error) {
      socket.end(`HTTP/1.1 ${statusOf(error)} Refused\r\nConnection: close\r\n\r\n`);
    }
  }

  private async forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { url, address } = await this.admit(request, request.url ?? '');
      const upstream = httpRequest({
        host: address,
        port: Number(url.port || 80),
        method: request.method,
        path: url.pathname + url.search,
        headers: { ...forwardable(request.headers), host: url.host },
        setHost: false,
        agent: false,
      });
      upstream.once('socket', (socket) => this.watch(socket));
      upstream.once('error', () => refuse(response, 502));
      upstream.once('response', (answer) => {
        response.writeHead(answer.statusCode ?? 502, forwardable(answer.headers));
        pipeline(answer, this.meter(), response, () => upstream.destroy());
      });
      pipeline(request, upstream, () => undefined);
    } catch (error) {
      refuse(response, statusOf(error));
    }
  }

  /** Where the request may go. Throws UrlRefusedError, the error of the resolver, or WrongPassword. */
  private async admit(request: IncomingMessage, target: string): Promise<Target> {
    if (!this.isAuthorized(request.headers['proxy-authorization'])) throw new WrongPassword();
    const { policy } = this.options;
    const url = parseHttpUrl(target);
    const isListed = policy.isListed(url);
    if (!isListed) assertPublicUrl(url);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // Also for literals, which the resolver hands back as they are.
    const addresses = isListed
      ? await policy.resolveHost(host)
      : await resolvePublic(host, policy.resolveHost);
    const [first] = addresses;
    if (!first) throw new Error('The name has no address');
    return { url, address: first.address };
  }

  private isAuthorized(header: string | undefined): boolean {
    const expected = Buffer.from(`Basic ${Buffer.from(`${USER}:${this.password}`).toString('base64')}`);
    const given = Buffer.from(header ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  private watch(socket: Socket): void {
    if (this.sockets.has(socket)) return;
    this.sockets.add(socket);
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.on('error', () => undefined).once('close', () => this.sockets.delete(socket));
  }

  private meter(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback) => {
        this.bytesLeft -= chunk.length;
        if (this.bytesLeft < 0) callback(new Error('The program has fetched more than it may'));
        else callback(null, chunk);
      },
    });
  }
}

class WrongPassword extends Error {}

const statusOf = (error: unknown): number => (error instanceof WrongPassword ? 407 : 403);

function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(status, { connection: 'close' }).end();
}

function forwardable(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}
