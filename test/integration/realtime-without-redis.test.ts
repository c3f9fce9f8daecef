import { EventEmitter, once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import type { Redis } from 'ioredis';
import type { WebSocket } from 'ws';
import { REDIS } from '../../src/common/redis/redis.module.js';
import { LiveConnections } from '../../src/modules/realtime/live-connections.js';
import { RealtimeHub } from '../../src/modules/realtime/realtime-hub.js';
import { RealtimePublisher, userRoom } from '../../src/modules/realtime/index.js';
import { RealtimeSubscriber } from '../../src/modules/realtime/realtime.subscriber.js';
import { freePort } from '../../src/standalone/free-port.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';
import { testRedisUrl } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';

/** Redis comes to life on `port`: everything is passed on to the real one. */
async function openGate(port: number): Promise<Server> {
  const redis = new URL(testRedisUrl());
  const server = createServer((socket) => {
    const upstream = connect(Number(redis.port), redis.hostname);
    upstream.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return server;
}

class Listener extends EventEmitter {
  readonly OPEN = 1;
  readonly readyState = 1;
  readonly bufferedAmount = 0;
  readonly heard: string[] = [];
  send(text: string): void {
    this.heard.push(text);
  }
}

describe('realtime messages when Redis comes later than the process', () => {
  let context: TestContext;
  let port: number;
  let gate: Server | undefined;

  beforeAll(async () => {
    port = await freePort();
    const url = new URL(testRedisUrl());
    url.port = String(port);
    context = await startTestContext(
      { providers: [RealtimeHub, LiveConnections, RealtimeSubscriber] },
      { REDIS_URL: url.href },
    );
  });
  afterAll(async () => {
    await context?.stop();
    gate?.close();
  });

  it('arrive as soon as it is there', async () => {
    const listener = new Listener();
    context.app.get(RealtimeHub).join(userRoom('ann'), listener as unknown as WebSocket);
    // Longer than any command waits for a connection.
    for (let failed = 0; failed < 3; failed++)
      await expect(context.app.get<Redis>(REDIS).ping()).rejects.toThrow();
    gate = await openGate(port);
    const message = { type: 'notification', level: 'info', message: 'hello', timestamp: '' };
    await waitFor('the message', async () => {
      await context.app.get(RealtimePublisher).publish(userRoom('ann'), message);
      return listener.heard.length > 0;
    });
    expect(JSON.parse(listener.heard[0] ?? '')).toEqual(message);
  });
});
