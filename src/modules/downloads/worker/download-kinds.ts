import { Inject, Injectable } from '@nestjs/common';
import { DownloadsConfig } from '../../../common/config/downloads.config.js';
import { Logger } from '../../../common/logging/logger.js';
import { DownloadFetch } from '../download-fetch.js';
import type { Download } from '../download.entity.js';
import { Bandwidth } from '../engine/bandwidth.js';
import type { DownloadKind, SpeedLimits } from '../engine/download-kind.js';
import { GalleryDl } from '../engine/gallery/gallery-dl.js';
import { GalleryEngine } from '../engine/gallery/gallery-engine.js';
import { HttpClients } from '../engine/http/http-clients.js';
import { HttpEngine } from '../engine/http/http-engine.js';
import { TorrentKind } from './torrent-kind.js';

/** The engines of this worker, one of each kind. */
@Injectable()
export class DownloadKinds {
  private readonly kinds = new Map<Download['kind'], DownloadKind>();

  /** Of what comes by HTTP. */
  private readonly bandwidth = new Bandwidth(null);

  constructor(
    private readonly config: DownloadsConfig,
    private readonly torrents: TorrentKind,
    private readonly fetch: DownloadFetch,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Refuses to start when an engine can't. */
  async open(): Promise<void> {
    const clients = this.createClients();
    const http = this.createHttp(clients);
    this.kinds.set('http', http);
    this.kinds.set('gallery', this.createGallery(clients, http));
    this.kinds.set('torrent', await this.torrents.start());
  }

  get(kind: Download['kind']): DownloadKind {
    const found = this.kinds.get(kind);
    if (!found) throw new Error(`No engine of kind ${kind} is open`);
    return found;
  }

  /** Those that are open. */
  names(): Download['kind'][] {
    return [...this.kinds.keys()];
  }

  /** Of everything that this worker transfers, from now on. */
  setSpeedLimits(limits: SpeedLimits): void {
    this.bandwidth.setLimit(limits.download);
    for (const kind of this.kinds.values()) kind.setSpeedLimits?.(limits);
  }

  async close(): Promise<void> {
    await Promise.all([...this.kinds.values()].map((kind) => kind.close()));
  }

  private createClients(): HttpClients {
    const { config, fetch } = this;
    const { httpProxy: http, httpsProxy: https, noProxy: exceptions } = config;
    return new HttpClients({
      policy: fetch.policy,
      direct: fetch.client,
      systemProxies: { http, https, exceptions },
    });
  }

  private createHttp(clients: HttpClients): HttpEngine {
    const { config, logger } = this;
    return new HttpEngine({
      clients,
      bandwidth: this.bandwidth,
      maxBytes: config.maxFileBytes,
      onWarning: (error, downloadId) =>
        logger.debug({ err: error, download_id: downloadId }, 'HTTP download warning'),
    });
  }

  private createGallery(clients: HttpClients, fetcher: HttpEngine): GalleryEngine {
    const { config, fetch, logger } = this;
    return new GalleryEngine({
      fetcher,
      clients,
      lister: config.galleryDl === 'off' ? null : new GalleryDl(config.galleryDl, fetch.policy),
      onWarning: (error, downloadId) =>
        logger.debug({ err: error, download_id: downloadId }, 'Gallery download warning'),
    });
  }
}
