import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { portOf } from '../../../test/fakes/listening.js';
import { TcpGate } from './tcp-gate.js';

const LOOPBACK = '127.0.0.1';
const HELLO = Buffer.alloc(100_000, 'x');

async function readAll(socket: Socket): Promise<number> {
  let bytes = 0;
  for await (const chunk of socket) bytes += (chunk as Buffer).length;
  return bytes;
}

const join = (port: number): Socket => connect(port, LOOPBACK);

describe('TcpGate', () => {
  let server: Server;
  let gate: TcpGate;
  let isGenerous: boolean;

  beforeEach(async () => {
    isGenerous = true;
    server = createServer((socket) => {
      socket.on('error', () => undefined).write(HELLO);
      if (isGenerous) socket.end();
    }).listen(0, LOOPBACK);
    await once(server, 'listening');
    gate = await TcpGate.open(portOf(server));
  });
  afterEach(async () => {
    await gate.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it('passes everything on and counts it', async () => {
    expect(await readAll(join(gate.port))).toBe(HELLO.length);
    expect(await readAll(join(gate.port))).toBe(HELLO.length);
    expect([gate.bytesServed, gate.connections]).toEqual([2 * HELLO.length, 2]);
  });

  it('passes everything on when it is slow, too', async () => {
    gate.setRate(2_000_000);
    expect(await readAll(join(gate.port))).toBe(HELLO.length);
  });

  it('breaks off what is open when it is cut, refuses others, and serves again when mended', async () => {
    isGenerous = false;
    const open = join(gate.port);
    await once(open, 'data');
    gate.cut();
    await expect(once(open, 'close')).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(readAll(join(gate.port))).rejects.toMatchObject({ code: 'ECONNRESET' });
    gate.mend();
    isGenerous = true;
    expect(await readAll(join(gate.port))).toBe(HELLO.length);
    expect(gate.cuts).toBe(1);
  });

  it('follows its server to another port', async () => {
    const other = createServer((socket) => socket.end('moved')).listen(0, LOOPBACK);
    await once(other, 'listening');
    gate.targetPort = portOf(other);
    expect(await readAll(join(gate.port))).toBe('moved'.length);
    await new Promise((resolve) => other.close(resolve));
  });
});
