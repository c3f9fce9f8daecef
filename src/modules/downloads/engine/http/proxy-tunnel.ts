import { isIP } from 'node:net';
import type { Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import { ExactReader } from './exact-reader.js';
import { DownloadProxyError } from './http.errors.js';
import type { ProxyServer } from './proxy-server.js';

const MAX_HEAD_LENGTH = 16 * 1024;

export interface TunnelTarget {
  /** The address itself: a name would be looked up again by the proxy, and could mean another host there. */
  readonly address: string;
  readonly port: number;
}

/** Makes the proxy at the other end of `socket` connect it to the target. Rejects with DownloadProxyError. */
export async function openTunnel(socket: Socket, proxy: ProxyServer, target: TunnelTarget): Promise<void> {
  if (proxy.protocol === 'socks5:') await connectBySocks(socket, proxy, target);
  else await connectByHttp(socket, proxy, target);
}

async function connectByHttp(
  socket: Socket,
  { credentials }: ProxyServer,
  target: TunnelTarget,
): Promise<void> {
  const host = `${isIP(target.address) === 6 ? `[${target.address}]` : target.address}:${target.port}`;
  const token =
    credentials && Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  const authorization = token === null ? '' : `Proxy-Authorization: Basic ${token}\r\n`;
  socket.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n${authorization}\r\n`);
  const head = await new ExactReader(socket).head(MAX_HEAD_LENGTH);
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1];
  if (status === undefined) throw new DownloadProxyError('protocol');
  if (status === '407') throw new DownloadProxyError('auth');
  if (!status.startsWith('2')) throw new DownloadProxyError('refused');
}

const SOCKS_VERSION = 5;
const METHOD_NONE = 0;
const METHOD_PASSWORD = 2;
const PASSWORD_VERSION = 1;
const COMMAND_CONNECT = 1;
const ADDRESS_LENGTHS: Record<number, number> = { 1: 4, 4: 16 };
const DOMAIN_NAME = 3;

/** RFC 1928, with RFC 1929 for passwords. */
async function connectBySocks(
  socket: Socket,
  { credentials }: ProxyServer,
  target: TunnelTarget,
): Promise<void> {
  const reader = new ExactReader(socket);
  const methods = credentials ? [METHOD_NONE, METHOD_PASSWORD] : [METHOD_NONE];
  socket.write(Buffer.from([SOCKS_VERSION, methods.length, ...methods]));
  const [version, method] = await reader.bytes(2);
  if (version !== SOCKS_VERSION) throw new DownloadProxyError('protocol');
  if (method === METHOD_PASSWORD && credentials) await signIn(socket, reader, credentials);
  else if (method !== METHOD_NONE) throw new DownloadProxyError('auth');
  const address = ipaddr.parse(target.address).toByteArray();
  const type = address.length === 4 ? 1 : 4;
  const port = [target.port >> 8, target.port & 0xff];
  socket.write(Buffer.from([SOCKS_VERSION, COMMAND_CONNECT, 0, type, ...address, ...port]));
  const [, reply, , boundType = 0] = await reader.bytes(4);
  if (reply !== 0) throw new DownloadProxyError('refused');
  const nameLength = boundType === DOMAIN_NAME ? (await reader.bytes(1))[0] : undefined;
  const length = nameLength ?? ADDRESS_LENGTHS[boundType];
  if (length === undefined) throw new DownloadProxyError('protocol');
  await reader.bytes(length + 2);
}

async function signIn(
  socket: Socket,
  reader: ExactReader,
  credentials: NonNullable<ProxyServer['credentials']>,
): Promise<void> {
  const [username, password] = [Buffer.from(credentials.username), Buffer.from(credentials.password)];
  if (username.length > 255 || password.length > 255) throw new DownloadProxyError('auth');
  socket.write(
    Buffer.concat([
      Buffer.from([PASSWORD_VERSION, username.length]),
      username,
      Buffer.from([password.length]),
      password,
    ]),
  );
  const [, status] = await reader.bytes(2);
  if (status !== 0) throw new DownloadProxyError('auth');
}
