import { Inject, Injectable } from '@nestjs/common';
import { DownloadsConfig } from '../../../common/config/downloads.config.js';
import { StartupError } from '../../../common/errors/startup-error.js';
import { Logger } from '../../../common/logging/logger.js';
import type { Download } from '../download.entity.js';
import type { DownloadKind } from '../engine/download-kind.js';
import { TorrentEngineError } from '../engine/engine.errors.js';
import { TorrentEngine } from '../engine/torrent/torrent-engine.js';
import { TorrentPolicy } from './torrent-policy.js';

/** The engines of this worker, one of each kind. */
@Injectable()
export class DownloadKinds {
  private readonly kinds = new Map<Download['kind'], DownloadKind>();

  constructor(
    private readonly config: DownloadsConfig,
    private readonly policy: TorrentPolicy,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Refuses to start when the BitTorrent port is taken. */
  async open(): Promise<void> {
    try {
      this.kinds.set('torrent', await this.startTorrents());
    } catch (error) {
      if (!(error instanceof TorrentEngineError) || error.details.reason !== 'EADDRINUSE') throw error;
      const message = `port ${this.config.torrentPort} for BitTorrent is taken; set SOKOUL_TORRENT_PORT to another one, or to 0`;
      throw new StartupError('TORRENT_PORT_TAKEN', message, { cause: error });
    }
  }

  get(kind: Download['kind']): DownloadKind {
    const found = this.kinds.get(kind);
    if (!found) throw new Error(`No engine of kind ${kind} is open`);
    return found;
  }

  async close(): Promise<void> {
    await Promise.all([...this.kinds.values()].map((kind) => kind.close()));
  }

  private startTorrents(): Promise<TorrentEngine> {
    const { config, policy, logger } = this;
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
      fetchTracker: (url, signal) => policy.fetchTracker(url, signal),
      onWarning: (error, downloadId) =>
        logger.debug({ err: error, download_id: downloadId }, 'Torrent warning'),
    });
  }
}
