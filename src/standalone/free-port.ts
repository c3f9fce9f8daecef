import { once } from 'node:events';
import { createServer } from 'node:net';

/** A TCP port that was free on `host` a moment ago; whoever takes it must be ready to lose the race for it. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('A TCP server without a port');
  return address.port;
}
