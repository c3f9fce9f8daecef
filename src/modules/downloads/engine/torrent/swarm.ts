import type Wire from 'bittorrent-protocol';
import type { Torrent } from 'webtorrent';
import type WebTorrent from 'webtorrent';
import { HttpTracker } from './http-tracker.js';
import type { TrackerFetch } from './http-tracker.js';
import { interceptMetadata } from './metadata-exchange.js';
import { knownTorrent, unknownTorrent } from './parsed-torrent.js';
import { alternateEncryption } from './peer-encryption.js';
import type { DownloadLimits } from '../download-source.js';
import type { PieceStore } from './piece-store.js';
import { limitRequestPipeline } from './request-pipeline.js';
import { SwarmLimits } from './swarm-limits.js';
import type { TorrentLayout } from './torrent-files.js';
import { WebSeeds } from './web-seeds.js';
import type { RangeFetch } from './web-seeds.js';

/** Announced as missing while the size is unknown; zero would make this side look complete. */
const UNKNOWN_LEFT = 16_384;

export interface SwarmOptions {
  readonly client: WebTorrent;
  readonly infoHash: string;
  /** Null: ask the peers for it. */
  readonly layout: TorrentLayout | null;
  readonly trackers: readonly string[];
  readonly fetchTracker: TrackerFetch;
  readonly store: PieceStore;
  readonly limits: DownloadLimits;
  readonly maxConnections: number;
  readonly fetchRange: RangeFetch;
  /** Whether a peer may not even come here by itself. */
  isBlocked(address: string): boolean;
  /** Finds the pieces on disk and names each. */
  checkPieces(layout: TorrentLayout, onVerified: (piece: number) => void): Promise<void>;
  /** Takes the raw info dictionary and answers whether it may be used. */
  acceptMetadata(info: Buffer): boolean;
  onWarning(error: Error): void;
}

/** One torrent in the client with everything that finds peers for it. */
export class Swarm {
  readonly torrent: Torrent;
  readonly limits: SwarmLimits;
  private webSeeds: WebSeeds | null = null;
  private readonly trackers: HttpTracker[];
  private layout: TorrentLayout | null;
  private stopped: Promise<void> | null = null;

  constructor(private readonly options: SwarmOptions) {
    this.layout = options.layout;
    this.trackers = options.trackers.filter((url) => /^https?:/.test(url)).map((url) => this.trackerOf(url));
    const announce = this.udpTrackers();
    const { client, infoHash, layout, store } = options;
    const parsed = layout === null ? unknownTorrent(infoHash, announce) : knownTorrent(layout, announce);
    this.torrent = client.add(parsed, { preloadedStore: store, storeCacheSlots: 0, deselect: true });
    this.torrent.setMaxListeners(0);
    alternateEncryption(this.torrent);
    this.limits = new SwarmLimits(this.torrent, options.limits);
    this.torrent._verifyPieces = (done) => this.verify(done);
    this.listen();
  }

  /** Goes on from the metadata search to the transfer, with the peers met so far. */
  begin(layout: TorrentLayout): Promise<void> {
    this.layout = layout;
    return this.torrent._onMetadata(knownTorrent(layout, this.udpTrackers()));
  }

  /** Tells the trackers that the download is complete. */
  async announceComplete(): Promise<void> {
    await Promise.all(this.trackers.map((tracker) => tracker.complete()));
  }

  /** Ends every connection. Idempotent; takes 1.5 s at most when trackers are slow. */
  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  private async end(): Promise<void> {
    this.webSeeds?.stop();
    const farewells = this.trackers.map((tracker) => tracker.stop());
    await new Promise<void>((resolve) => {
      if (this.torrent.destroyed) resolve();
      else this.torrent.destroy({ destroyStore: false }, () => resolve());
    });
    await Promise.all(farewells);
  }

  private listen(): void {
    const { torrent } = this;
    const startTrackers = () => this.trackers.forEach((tracker) => tracker.start());
    torrent.once(this.layout === null ? 'infoHash' : 'ready', startTrackers);
    torrent.on('warning', (warning) => this.options.onWarning(toError(warning)));
    torrent.on('wire', (wire) => {
      if (!this.isWelcome(wire)) return wire.destroy();
      limitRequestPipeline(wire);
      if (this.layout === null) interceptMetadata(wire, this.options.infoHash, this.options.acceptMetadata);
    });
    torrent.once('metadata', () => {
      // So that peers who ask for the metadata get the bytes that have the right hash.
      torrent.metadata = this.layout?.infoBytes ?? null;
      if (this.layout !== null) this.limits.begin(this.layout);
    });
    torrent.once('ready', () => {
      this.keepPrivate();
      this.joinWebSeeds();
    });
  }

  private isWelcome(wire: Wire): boolean {
    const { client, maxConnections, isBlocked } = this.options;
    // Trackers hand out our own address too.
    if (wire.peerId === client.peerId) return false;
    if (wire.type === 'webSeed') return true;
    // The client counts outgoing connections only.
    if (this.torrent.wires.length > maxConnections) return false;
    return wire.remoteAddress === undefined || !isBlocked(wire.remoteAddress);
  }

  /** Ends the connections to peers that are blocked by now. */
  dropBlocked(): void {
    for (const wire of [...this.torrent.wires]) {
      if (wire.remoteAddress !== undefined && this.options.isBlocked(wire.remoteAddress)) wire.destroy();
    }
  }

  /** In place of the client's own way, which hashes everything there is. */
  private verify(done: (error?: Error | null) => void): void {
    const { torrent, layout } = this;
    if (layout === null) return done(new Error('The pieces are not known yet'));
    const check = this.options.checkPieces(layout, (piece) => {
      if (!torrent.destroyed) torrent._markVerified(piece);
    });
    check.then(
      () => torrent.destroyed || done(null),
      (error: unknown) =>
        torrent.destroyed || done(error instanceof Error ? error : new Error(String(error))),
    );
  }

  private joinWebSeeds(): void {
    const { fetchRange, onWarning } = this.options;
    if (this.layout === null || this.layout.webSeeds.length === 0) return;
    const { torrent, layout } = this;
    this.webSeeds = new WebSeeds({ torrent, layout, fetch: fetchRange, onWarning });
    this.webSeeds.start();
  }

  /** webtorrent announces private torrents on the local network too; this ends it before the first packet. */
  private keepPrivate(): void {
    const { discovery } = this.torrent;
    if (this.layout?.isPrivate !== true || !discovery?.lsd) return;
    discovery.lsd.destroy();
    discovery.lsd = null;
  }

  private trackerOf(url: string): HttpTracker {
    const { client, infoHash, fetchTracker, onWarning } = this.options;
    return new HttpTracker({
      url,
      infoHash,
      peerId: client.peerId,
      port: client.torrentPort,
      fetch: fetchTracker,
      onWarning,
      facts: () => ({
        uploaded: this.torrent.uploaded,
        downloaded: this.torrent.received,
        left: this.layout === null ? UNKNOWN_LEFT : this.layout.totalBytes - this.torrent.downloaded,
      }),
      onPeers: (addresses) => {
        for (const address of addresses) {
          if (!this.torrent.destroyed) this.torrent.addPeer(address);
        }
      },
    });
  }

  private udpTrackers(): string[] {
    return this.options.trackers.filter((url) => url.startsWith('udp:'));
  }
}

function toError(warning: Error | string): Error {
  return warning instanceof Error ? warning : new Error(warning);
}
