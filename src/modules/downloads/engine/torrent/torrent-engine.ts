import WebTorrent from 'webtorrent';
import type { DownloadKind, DownloadTask, SpeedLimits } from '../download-kind.js';
import {
  DownloadAlreadyOpenError,
  DownloadStoppedError,
  SourceKindError,
  TorrentRefusedError,
} from '../engine.errors.js';
import type { TrackerFetch } from './http-tracker.js';
import { parseMagnet } from './magnet.js';
import { clientErrorOf } from './torrent-failure.js';
import { readTorrentFile } from './torrent-files.js';
import type { TorrentLayout } from './torrent-files.js';
import type { PeerBlocklist } from './peer-blocklist.js';
import { TorrentSession } from './torrent-session.js';
import type { RangeFetch } from './web-seeds.js';
import { installWireGuard } from './wire-guard.js';
import { DownloadKindName } from '../download-source.js';

export interface TorrentEngineOptions {
  readonly dht: boolean;
  readonly pex: boolean;
  /** Local service discovery: multicast on the local network. */
  readonly lsd: boolean;
  /** Asks the router to forward the listen port (UPnP, NAT-PMP). */
  readonly portForwarding: boolean;
  /** TCP; 0 takes a free one. */
  readonly listenPort: number;
  /** Address to listen on for peers; null is every address. */
  readonly listenHost: string | null;
  /** Per torrent. */
  readonly maxConnections: number;
  /** Bytes a second over all torrents; null is no limit. */
  readonly downloadLimit: number | null;
  readonly uploadLimit: number | null;
  /** Which tracker URLs may be announced to: they come from strangers. */
  readonly trackerPolicy: (url: string) => boolean | Promise<boolean>;
  /** Which addresses found by trackers, DHT or peers may be connected to. Incoming peers are not asked about. */
  readonly peerPolicy: (address: string) => boolean;
  /** Which addresses neither may be connected to nor may come by themselves. */
  readonly blocklist: PeerBlocklist;
  /** Fetches from web seeds. */
  readonly fetchRange: RangeFetch;
  /** Fetches announces to HTTP trackers. */
  readonly fetchTracker: TrackerFetch;
  /** Trackers that fail, pieces that do not verify: worth a debug line. */
  readonly onWarning: (error: Error, downloadId: string | null) => void;
}

/** Fetches torrents with webtorrent. One instance per process is enough: it holds one port and one DHT node. */
export class TorrentEngine implements DownloadKind {
  readonly name = DownloadKindName.Torrent;
  private readonly sessions = new Map<string, TorrentSession>();
  private readonly infoHashes = new Map<string, string>();
  private client: Promise<WebTorrent> | null = null;
  private isClosed = false;
  private speedLimits: SpeedLimits;

  private constructor(private readonly options: TorrentEngineOptions) {
    this.speedLimits = { download: options.downloadLimit, upload: options.uploadLimit };
  }

  /** Rejects when the listen port is taken. */
  static async start(options: TorrentEngineOptions): Promise<TorrentEngine> {
    installWireGuard();
    const engine = new TorrentEngine(options);
    options.blocklist.onChange(() => engine.sessions.forEach((session) => session.dropBlocked()));
    await engine.connect();
    return engine;
  }

  async open(task: DownloadTask): Promise<TorrentSession> {
    if (task.source.kind !== 'torrent') throw new SourceKindError(task.source.kind, this.name);
    const magnet = parseMagnet(task.source.magnetLink);
    const layout = knownLayout(task, magnet.infoHash);
    if (this.sessions.has(task.id) || this.infoHashes.has(magnet.infoHash))
      throw new DownloadAlreadyOpenError();
    this.infoHashes.set(magnet.infoHash, task.id);
    try {
      const trackers = await this.allowed([...new Set([...magnet.trackers, ...(layout?.trackers ?? [])])]);
      const client = await this.connect();
      const session = new TorrentSession({
        task,
        client,
        infoHash: magnet.infoHash,
        layout,
        trackers,
        fetchTracker: this.options.fetchTracker,
        findsPeersPublicly: this.options.dht || this.options.pex || this.options.lsd,
        maxConnections: this.options.maxConnections,
        fetchRange: this.options.fetchRange,
        isBlocked: (address) => this.options.blocklist.contains(address),
        onWarning: (error) => this.options.onWarning(error, task.id),
        onEnd: () => this.forget(task.id, magnet.infoHash),
      });
      this.sessions.set(task.id, session);
      setImmediate(() => session.start());
      return session;
    } catch (error) {
      this.infoHashes.delete(magnet.infoHash);
      throw error;
    }
  }

  /** The port on which peers reach this engine. */
  async port(): Promise<number> {
    return (await this.connect()).torrentPort;
  }

  setSpeedLimits(limits: SpeedLimits): void {
    this.speedLimits = limits;
    // A client that could not start gets them when the next one does.
    this.client?.then((client) => throttle(client, limits)).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.sessions.values()].map((session) => session.stop()));
    const client = await this.client?.catch(() => null);
    this.client = null;
    if (!client || client.destroyed) return;
    await new Promise<void>((resolve) => client.destroy(() => resolve()));
  }

  private forget(id: string, infoHash: string): void {
    this.sessions.delete(id);
    this.infoHashes.delete(infoHash);
  }

  /** The running client; a new one when there is none or the last one died. */
  private connect(): Promise<WebTorrent> {
    if (this.isClosed) return Promise.reject(new DownloadStoppedError());
    this.client ??= this.startClient();
    return this.client;
  }

  private async startClient(): Promise<WebTorrent> {
    const { download, upload } = this.speedLimits;
    const client = new WebTorrent(
      clientOptions({ ...this.options, downloadLimit: download, uploadLimit: upload }),
    );
    client.blocked = { contains: (address) => !this.mayConnectTo(address.replace(/^\[|\]$/g, '')) };
    await new Promise<void>((resolve, reject) => {
      client.once('listening', () => resolve());
      client.on('error', (error) => {
        this.onClientError(error);
        reject(clientErrorOf(error));
      });
    });
    return client;
  }

  /** An error of the client ends it with all its torrents: every session fails, and the next one gets a new client. */
  private onClientError(error: Error | string): void {
    this.client = null;
    this.options.onWarning(error instanceof Error ? error : new Error(error), null);
    for (const session of this.sessions.values()) session.fail(clientErrorOf(error));
  }

  private mayConnectTo(address: string): boolean {
    return this.options.peerPolicy(address) && !this.options.blocklist.contains(address);
  }

  private async allowed(trackers: string[]): Promise<string[]> {
    const answers = await Promise.all(trackers.map(async (url) => this.options.trackerPolicy(url)));
    return trackers.filter((_, i) => answers[i]);
  }
}

function throttle(client: WebTorrent, { download, upload }: SpeedLimits): void {
  client.throttleDownload(download ?? -1);
  client.throttleUpload(upload ?? -1);
}

/** Metadata of an earlier run is used only when it belongs to the link. */
function knownLayout(task: DownloadTask, infoHash: string): TorrentLayout | null {
  if (task.metadata === null) return null;
  const layout = readTorrentFile(task.metadata);
  if (layout.infoHash !== infoHash) throw new TorrentRefusedError('its metadata belongs to another torrent');
  return layout;
}

function clientOptions(options: TorrentEngineOptions) {
  return {
    dht: options.dht,
    utPex: options.pex,
    lsd: options.lsd,
    natUpnp: options.portForwarding,
    natPmp: options.portForwarding,
    utp: false,
    // Ours go through the client that checks addresses.
    webSeeds: false,
    // WebRTC peers would need trackers that this engine does not speak to.
    tracker: { wrtc: false as const },
    maxConns: options.maxConnections,
    torrentPort:
      options.listenHost === null
        ? options.listenPort
        : { port: options.listenPort, host: options.listenHost },
    downloadLimit: options.downloadLimit ?? -1,
    uploadLimit: options.uploadLimit ?? -1,
    userAgent: 'Sokoul/2',
    // For incoming connections: takes encrypted and plain ones. Outgoing ones: see alternateEncryption.
    secure: 1 as const,
  };
}
