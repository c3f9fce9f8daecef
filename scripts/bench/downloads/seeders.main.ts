/** One process that shares many small files, slowly: `seeders.main.js '{"files": [...], …}'`. */
import type { Torrent } from 'webtorrent';
import WebTorrent from 'webtorrent';
import { runAsProcess } from '../../../test/fakes/run-as-process.js';

export interface SeedersOptions {
  readonly files: readonly string[];
  readonly trackerUrl: string;
  /** Of all of them together. */
  readonly uploadLimitBytesPerSecond: number;
}

export interface SeedersFacts {
  readonly port: number;
  readonly torrents: readonly { readonly infoHash: string; readonly magnetUri: string }[];
}

const PIECE_BYTES = 16_384;

await runAsProcess(async ({ files, trackerUrl, uploadLimitBytesPerSecond }: SeedersOptions) => {
  const client = new WebTorrent({
    // The client hands this value to net.Server.listen(), which takes an object too; a bare port would listen everywhere.
    torrentPort: { port: 0, host: '127.0.0.1' } as unknown as number,
    dht: false,
    lsd: false,
    utPex: false,
    utp: false,
    natUpnp: false,
    natPmp: false,
    webSeeds: false,
    maxConns: 200,
    uploadLimit: uploadLimitBytesPerSecond,
  });
  const seed = (file: string) =>
    new Promise<Torrent>((resolve, reject) => {
      client.once('error', reject);
      const options = { announceList: [[trackerUrl]], pieceLength: PIECE_BYTES, storeCacheSlots: 0 };
      client.seed(file, options, (torrent) => {
        client.off('error', reject);
        resolve(torrent);
      });
    });
  const torrents: SeedersFacts['torrents'][number][] = [];
  for (const file of files) {
    const { infoHash, magnetURI: magnetUri } = await seed(file);
    torrents.push({ infoHash, magnetUri });
  }
  const facts: SeedersFacts = { port: client.torrentPort, torrents };
  return { facts, close: () => new Promise((resolve) => client.destroy(() => resolve())) };
});
