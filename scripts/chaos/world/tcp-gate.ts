import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { portOf } from '../../../test/fakes/listening.js';

const LOOPBACK = '127.0.0.1';
const NO_LIMIT = Infinity;

/** A loopback port in front of a server: counts what the server sends, slows it down, and can be cut like a cable. */
export class TcpGate {
  /** Handed to clients. */
  bytesServed = 0;
  /** Connections that carried something to a client. */
  connections = 0;
  /** How often it was cut. */
  cuts = 0;
  private readonly pairs = new Map<Socket, Socket>();
  private isCut = false;
  private bytesPerSecond = NO_LIMIT;
  /** When the next byte may leave, by `performance.now()`. */
  private freeAt = 0;

  private constructor(
    private readonly server: Server,
    /** Where the server listens; it may move. */
    public targetPort: number,
  ) {}

  static async open(targetPort: number): Promise<TcpGate> {
    const server = createServer({ allowHalfOpen: false });
    const gate = new TcpGate(server, targetPort);
    server.on('connection', (socket) => gate.accept(socket));
    server.listen(0, LOOPBACK);
    await once(server, 'listening');
    return gate;
  }

  get port(): number {
    return portOf(this.server);
  }

  /** Of all connections together. */
  setRate(bytesPerSecond: number): void {
    this.bytesPerSecond = bytesPerSecond;
    if (bytesPerSecond === NO_LIMIT) this.freeAt = 0;
  }

  /** Resets what is open, and whoever comes, until `mend`. */
  cut(): void {
    this.isCut = true;
    this.cuts += 1;
    for (const [client, upstream] of this.pairs) {
      client.resetAndDestroy();
      upstream.destroy();
    }
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }

  private accept(client: Socket): void {
    client.on('error', () => undefined);
    if (this.isCut) return void client.resetAndDestroy();
    const upstream = connect(this.targetPort, LOOPBACK).on('error', () => client.resetAndDestroy());
    for (const socket of [client, upstream]) socket.setNoDelay();
    this.pairs.set(client, upstream);
    client.pipe(upstream);
    upstream.on('end', () => client.end()).on('close', () => client.destroySoon());
    let isCounted = false;
    client.on('close', () => {
      this.pairs.delete(client);
      upstream.destroy();
    });
    upstream.on('data', (chunk: Buffer) => {
      if (!isCounted) this.connections += 1;
      isCounted = true;
      this.bytesServed += chunk.length;
      const hasRoom = client.write(chunk);
      this.slow(upstream, client, chunk.length, hasRoom);
    });
  }

  private slow(upstream: Socket, client: Socket, bytes: number, hasRoom: boolean): void {
    const now = performance.now();
    this.freeAt = Math.max(this.freeAt, now) + (bytes / this.bytesPerSecond) * 1000;
    const waitMs = this.freeAt - now;
    if (hasRoom && waitMs < 1) return;
    upstream.pause();
    const goOn = () => void setTimeout(() => upstream.resume(), Math.max(0, this.freeAt - performance.now()));
    if (hasRoom) goOn();
    else client.once('drain', goOn);
  }
}
