import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { LiveMessages } from './live-messages.js';

const LONG_MS = 60_000;

describe('LiveMessages', () => {
  let server: WebSocketServer;
  let baseUrl: string;
  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    const address = server.address();
    baseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterEach(() => server.close());

  const connect = async (): Promise<[LiveMessages, WebSocket]> => {
    const connected = once(server, 'connection') as Promise<[WebSocket]>;
    const live = await LiveMessages.connect(baseUrl, 'token');
    const [socket] = await connected;
    return [live, socket];
  };

  it('gives the first message that is accepted', async () => {
    const [live, socket] = await connect();
    const second = live.next('tick', ({ number }) => number === 2, LONG_MS);
    for (const number of [1, 2, 3]) socket.send(JSON.stringify({ type: 'tick', number }));
    expect(await second).toEqual({ type: 'tick', number: 2 });
    live.close();
  });

  it('waits no longer when the server is gone', async () => {
    const [live, socket] = await connect();
    const never = live.next('tick', () => true, LONG_MS);
    socket.terminate();
    await expect(never).rejects.toThrow('The live channel has closed (1006)');
    await expect(live.next('tick', () => true, LONG_MS)).rejects.toThrow('has closed');
  });
});
