import { Server } from 'bittorrent-tracker';
import { once } from 'node:events';
import { portOf } from './listening.js';

const LOOPBACK = '127.0.0.1';
const DEFAULT_INTERVAL_MS = 5_000;

export interface TrackerOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** How often clients are asked to announce again. */
  readonly intervalMs?: number;
}

export interface SwarmSize {
  readonly seeders: number;
  readonly leechers: number;
}

export interface FakeTracker {
  /** The announce URL. */
  readonly url: string;
  swarm(infoHash: string): SwarmSize;
  close(): Promise<void>;
}

/** An HTTP BitTorrent tracker on 127.0.0.1; peers are known by the address they connect from, so all are loopback. */
export async function startTracker(options: TrackerOptions = {}): Promise<FakeTracker> {
  const { port = 0, intervalMs = DEFAULT_INTERVAL_MS } = options;
  const server = new Server({
    interval: intervalMs,
    peersCacheTtl: 3 * intervalMs, // forget peers that died without saying so
    udp: false,
    ws: false,
    stats: false,
    trustProxy: false,
  });
  server.listen(port, LOOPBACK);
  await once(server, 'listening'); // rejects on 'error', such as a port in use
  return {
    url: `http://${LOOPBACK}:${portOf(server.http)}/announce`,
    swarm: (infoHash) => ({
      seeders: server.torrents[infoHash]?.complete ?? 0,
      leechers: server.torrents[infoHash]?.incomplete ?? 0,
    }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.http.closeAllConnections();
      }),
  };
}
