import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, isIPv6 } from 'node:net';
import type { Server, Socket } from 'node:net';
import { portOf } from './listening.js';

export interface ProxyDouble {
  readonly port: number;
  /** What it was asked to connect to, as `address:port`. */
  readonly targets: string[];
  /** Connections that came in. */
  readonly connections: () => number;
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** Demanded when given. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Where connections really go, instead of where they are asked to. */
  readonly divertTo?: number;
}

/** A proxy that tunnels by CONNECT. */
export async function startHttpProxy({ credentials, divertTo }: ProxyOptions = {}): Promise<ProxyDouble> {
  const targets: string[] = [];
  const server = createHttpServer((_request, response) => response.writeHead(405).end());
  const token =
    credentials && Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  server.on('connect', (request, client: Socket) => {
    const { hostname, port } = new URL(`http://${request.url}`);
    if (token !== undefined && request.headers['proxy-authorization'] !== `Basic ${token}`)
      return client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    targets.push(request.url ?? '');
    join(client, hostname, divertTo ?? Number(port || 80), divertTo, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    });
  });
  return listening(server, targets);
}

/** A SOCKS5 proxy. */
export function startSocksProxy(options: ProxyOptions = {}): Promise<ProxyDouble> {
  const targets: string[] = [];
  const server = createServer(
    (client) => void serveSocks(client, options, targets).catch(() => client.destroy()),
  );
  return listening(server, targets);
}

async function serveSocks(
  client: Socket,
  { credentials, divertTo }: ProxyOptions,
  targets: string[],
): Promise<void> {
  client.on('error', () => undefined);
  const [, methodCount = 0] = await take(client, 2);
  const methods = await take(client, methodCount);
  const method = credentials ? 2 : 0;
  if (!methods.includes(method)) return void client.end(Buffer.from([5, 255]));
  client.write(Buffer.from([5, method]));
  if (credentials) {
    const username = await take(client, (await take(client, 2))[1] ?? 0);
    const password = await take(client, (await take(client, 1))[0] ?? 0);
    const isRight =
      username.toString() === credentials.username && password.toString() === credentials.password;
    client.write(Buffer.from([1, isRight ? 0 : 1]));
    if (!isRight) return void client.end();
  }
  const [, , , type] = await take(client, 4);
  const bytes = await take(client, type === 1 ? 4 : 16);
  const port = (await take(client, 2)).readUInt16BE();
  const address = type === 1 ? bytes.join('.') : (bytes.toString('hex').match(/.{4}/g) ?? []).join(':');
  targets.push(`${address}:${port}`);
  join(client, address, divertTo ?? port, divertTo, () =>
    client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])),
  );
}

function join(
  client: Socket,
  hostname: string,
  port: number,
  divertTo: number | undefined,
  onReady: () => void,
): void {
  const host = divertTo === undefined ? hostname.replace(/^\[|\]$/g, '') : '127.0.0.1';
  const upstream = connect({ host, port, family: isIPv6(host) ? 6 : 4 }, () => {
    onReady();
    upstream.pipe(client).pipe(upstream);
  });
  upstream.on('error', () => client.destroy());
  client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
}

async function take(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const bytes: Buffer | null = count === 0 ? Buffer.alloc(0) : socket.read(count);
    if (bytes) return bytes;
    await once(socket, 'readable');
  }
}

async function listening(server: Server, targets: string[]): Promise<ProxyDouble> {
  const sockets = new Set<Socket>();
  const seen = { count: 0 };
  server.on('connection', (socket: Socket) => {
    seen.count += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port: portOf(server), targets, connections: () => seen.count, close };
}
