import { Inject, Injectable } from '@nestjs/common';
import { DownloadsConfig } from '../../../common/config/downloads.config.js';
import { StartupError } from '../../../common/errors/startup-error.js';
import { Logger } from '../../../common/logging/logger.js';
import { TorrentEngineError } from '../engine/engine.errors.js';
import { BlocklistFile, NO_BLOCKLIST } from '../engine/torrent/peer-blocklist.js';
import type { PeerBlocklist } from '../engine/torrent/peer-blocklist.js';
import { TorrentEngine } from '../engine/torrent/torrent-engine.js';
import { TorrentPolicy } from './torrent-policy.js';
import { WebSeedFetch } from './torrent-policy-web-seeds.js';

/** Starts the engine for torrents as this installation is configured. */
@Injectable()
export class TorrentKind {
  constructor(
    private readonly config: DownloadsConfig,
    private readonly policy: TorrentPolicy,
    private readonly webSeeds: WebSeedFetch,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Refuses to start when the BitTorrent port is taken, and without the blocklist that it is told to obey. */
  async start(): Promise<TorrentEngine> {
    const blocklist = await this.openBlocklist();
    try {
      return await this.startEngine(blocklist);
    } catch (error) {
      if (!(error instanceof TorrentEngineError) || error.details.reason !== 'EADDRINUSE') throw error;
      const message = `port ${this.config.torrentPort} for BitTorrent is taken; set SOKOUL_TORRENT_PORT to another one, or to 0`;
      throw new StartupError('TORRENT_PORT_TAKEN', message, { cause: error });
    }
  }

  private startEngine(blocklist: PeerBlocklist): Promise<TorrentEngine> {
    const { config, policy, webSeeds, logger } = this;
    return TorrentEngine.start({
      dht: config.torrentDht,
      pex: config.torrentPex,
      lsd: config.torrentLsd,
      portForwarding: false,
      listenPort: config.torrentPort,
      listenHost: null,
      maxConnections: config.torrentConnections,
      downloadLimit: config.downloadLimit || null,
      uploadLimit: config.uploadLimit || null,
      trackerPolicy: (url) => policy.allowsTracker(url),
      peerPolicy: (address) => policy.allowsPeer(address),
      blocklist,
      fetchRange: (url, start, end, signal) => webSeeds.range(url, start, end, signal),
      fetchTracker: (url, signal) => policy.fetchTracker(url, signal),
      onWarning: (error, downloadId) =>
        logger.debug({ err: error, download_id: downloadId }, 'Torrent warning'),
    });
  }

  private async openBlocklist(): Promise<PeerBlocklist> {
    const path = this.config.peerBlocklist;
    if (path === undefined) return NO_BLOCKLIST;
    try {
      const list = await BlocklistFile.open(path, (error) =>
        this.logger.warn({ err: error }, 'The changed peer blocklist was not read; the last one stays'),
      );
      this.logger.info({ ranges: list.size }, 'Peer blocklist is read');
      return list;
    } catch (error) {
      const message = `the peer blocklist can't be read; correct or unset SOKOUL_PEER_BLOCKLIST`;
      throw new StartupError('PEER_BLOCKLIST_UNREADABLE', message, { cause: error });
    }
  }
}
