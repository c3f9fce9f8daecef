import { writeFile } from 'node:fs/promises';
import type { Torrent } from 'webtorrent';
import WebTorrent from 'webtorrent';

const LOOPBACK = '127.0.0.1';
const ENCRYPTION = { off: 0, preferred: 1, required: 2 } as const;

export interface SeederOptions {
  /** The file to share; its base name becomes the torrent's name. */
  readonly file: string;
  readonly trackerUrl: string;
  readonly uploadLimitBytesPerSecond?: number;
  readonly pieceLength?: number;
  /** Protocol encryption; `preferred`, the default, accepts plain peers too. */
  readonly encryption?: keyof typeof ENCRYPTION;
  /** Where the .torrent is written; by default beside the file. */
  readonly torrentPath?: string;
}

/** What a client needs to find the seeder. */
export interface SeederFacts {
  readonly infoHash: string;
  readonly magnetUri: string;
  readonly peerPort: number;
  readonly torrentPath: string;
}

export interface FakeSeeder extends SeederFacts {
  uploadedBytes(): number;
  close(): Promise<void>;
}

function createClient(options: SeederOptions): WebTorrent {
  // The client hands this value to net.Server.listen(), which takes an object too; a bare port would listen everywhere.
  const torrentPort = { port: 0, host: LOOPBACK } as unknown as number;
  return new WebTorrent({
    torrentPort,
    dht: false,
    lsd: false,
    utPex: false,
    utp: false,
    natUpnp: false,
    natPmp: false,
    webSeeds: false,
    uploadLimit: options.uploadLimitBytesPerSecond ?? -1,
    secure: ENCRYPTION[options.encryption ?? 'preferred'],
  });
}

/** Resolves when the file is hashed and the tracker knows this peer, so that whoever asks next is told of it. */
function seed(client: WebTorrent, options: SeederOptions): Promise<Torrent> {
  return new Promise((resolve, reject) => {
    client.once('error', reject);
    const torrent = client.seed(options.file, {
      announceList: [[options.trackerUrl]], // without one, public trackers are added
      pieceLength: options.pieceLength,
      storeCacheSlots: 0,
    });
    torrent.once('warning', reject); // such as a tracker that doesn't answer
    torrent.once('trackerAnnounce', () => {
      client.off('error', reject);
      torrent.off('warning', reject);
      resolve(torrent);
    });
  });
}

const destroy = (client: WebTorrent): Promise<void> =>
  new Promise((resolve) => (client.destroyed ? resolve() : client.destroy(() => resolve())));

/** Shares one file on 127.0.0.1 and announces it to the given tracker, without any other way of being found. */
export async function startSeeder(options: SeederOptions): Promise<FakeSeeder> {
  const { torrentPath = `${options.file}.torrent` } = options;
  const client = createClient(options);
  try {
    const torrent = await seed(client, options);
    await writeFile(torrentPath, torrent.torrentFile);
    return {
      infoHash: torrent.infoHash,
      magnetUri: torrent.magnetURI,
      peerPort: client.torrentPort,
      torrentPath,
      uploadedBytes: () => torrent.uploaded,
      close: () => destroy(client),
    };
  } catch (error) {
    await destroy(client);
    throw error;
  }
}
