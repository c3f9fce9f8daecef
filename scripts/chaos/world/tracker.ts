import { once } from 'node:events';
import { createServer } from 'node:http';
import { portOf } from '../../../test/fakes/listening.js';

const INTERVAL_SECONDS = 2;

/** A tracker that names one peer for each torrent, on loopback: the gate before its seeder. */
export interface GateTracker {
  readonly url: string;
  /** From now on whoever asks for the torrent is sent to the port. */
  name(infoHash: string, port: number): void;
  close(): Promise<void>;
}

/** Peers are asked to announce again every `intervalSeconds`. */
export async function startGateTracker(intervalSeconds = INTERVAL_SECONDS): Promise<GateTracker> {
  const ports = new Map<string, number>();
  const server = createServer((request, response) => {
    const port = ports.get(infoHashOf(request.url ?? ''));
    const peers = Buffer.from(port === undefined ? [] : [127, 0, 0, 1, port >> 8, port & 255]);
    const head = `d8:completei1e8:intervali${intervalSeconds}e5:peers${peers.length}:`;
    response.end(Buffer.concat([Buffer.from(head), peers, Buffer.from('e')]));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}/announce`,
    name: (infoHash, port) => ports.set(infoHash, port),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** As hex; its bytes come percent-encoded. */
function infoHashOf(url: string): string {
  const [, text = ''] = /[?&]info_hash=([^&]*)/.exec(url) ?? [];
  const latin1 = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(latin1, 'latin1').toString('hex');
}
