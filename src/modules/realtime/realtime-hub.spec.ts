import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { CLOSE_TOO_SLOW, RealtimeHub } from './realtime-hub.js';

class Socket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  readonly sent: string[] = [];
  closedWith: number | undefined;

  send(text: string): void {
    this.sent.push(text);
  }
  close(code: number): void {
    this.closedWith = code;
  }
}

const asWebSocket = (socket: Socket) => socket as unknown as WebSocket;

describe('RealtimeHub', () => {
  it('sends to the members of a room and to nobody else', () => {
    const hub = new RealtimeHub();
    const [ann, bob] = [new Socket(), new Socket()];
    hub.join('user:ann', asWebSocket(ann));
    hub.join('user:bob', asWebSocket(bob));
    hub.send('user:ann', { type: 'ping' });
    expect(ann.sent).toEqual(['{"type":"ping"}']);
    expect(bob.sent).toEqual([]);
  });

  it('forgets a socket that closes', () => {
    const hub = new RealtimeHub();
    const socket = new Socket();
    hub.join('user:ann', asWebSocket(socket));
    socket.emit('close');
    hub.send('user:ann', { type: 'ping' });
    expect(socket.sent).toEqual([]);
  });

  it('drops a reader that is too slow instead of keeping its messages', () => {
    const hub = new RealtimeHub();
    const socket = new Socket();
    socket.bufferedAmount = 2 * 1024 * 1024;
    hub.join('user:ann', asWebSocket(socket));
    hub.send('user:ann', { type: 'ping' });
    expect(socket.sent).toEqual([]);
    expect(socket.closedWith).toBe(CLOSE_TOO_SLOW);
  });

  it('writes messages that come together to the network together', async () => {
    const hub = new RealtimeHub();
    const socket = new Socket();
    const connection = new PassThrough();
    hub.join('user:ann', asWebSocket(socket), connection);
    hub.send('user:ann', { type: 'ping' });
    hub.send('user:ann', { type: 'ping' });
    expect(socket.sent).toHaveLength(2);
    expect(connection.writableCorked).toBe(1);
    await setImmediate();
    expect(connection.writableCorked).toBe(0);
  });
});
