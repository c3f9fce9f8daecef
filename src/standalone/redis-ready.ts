import { Redis } from 'ioredis';

/** Undefined when the server at `url` answers a PING, else the reason why not. */
export async function pingRedis(url: string, timeoutMs = 5_000): Promise<Error | undefined> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    enableReadyCheck: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // connect() rejects with "Connection is closed"; the reason comes as an event before it.
  let reason: Error | undefined;
  client.on('error', (error: Error) => (reason ??= error));
  try {
    await client.connect();
    await client.ping();
    return undefined;
  } catch (error) {
    return reason ?? (error instanceof Error ? error : new Error(String(error)));
  } finally {
    // On a connection that is already gone it would leave a timer behind that keeps the process alive.
    if (client.status !== 'close' && client.status !== 'end') client.disconnect();
  }
}
