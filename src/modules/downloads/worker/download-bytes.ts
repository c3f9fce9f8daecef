import { Inject, Injectable } from '@nestjs/common';
import { DownloadsConfig } from '../../../common/config/downloads.config.js';
import { LibraryConfig } from '../../../common/config/library.config.js';
import { InternalKey } from '../../../common/crypto/internal-key.js';
import { checkInternalToken, internalTokenOf } from '../../../common/crypto/internal-token.js';
import { errorCode } from '../../../common/errors/error-code.js';
import { StartupError } from '../../../common/errors/startup-error.js';
import { Logger } from '../../../common/logging/logger.js';
import { ByteServer } from '../engine/byte-server.js';
import type { ByteServerOptions } from '../engine/byte-server.js';
import { DownloadRunner } from './download-runner.js';

/** Hands the bytes of this worker's downloads to API processes, which show a token for the one download that they want. */
@Injectable()
export class DownloadBytes {
  private server: ByteServer | null = null;

  constructor(
    private readonly runner: DownloadRunner,
    private readonly key: InternalKey,
    private readonly downloads: DownloadsConfig,
    private readonly library: LibraryConfig,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** The URL under which API processes reach it. */
  async open(): Promise<string> {
    this.server = await this.start();
    return this.downloads.workerUrl ?? this.server.url;
  }

  async close(): Promise<void> {
    await this.server?.close();
    this.server = null;
  }

  private async start(): Promise<ByteServer> {
    const { workerHost: host, workerPort: port } = this.downloads;
    try {
      return await ByteServer.start(this.optionsFor(host, port));
    } catch (error) {
      if (errorCode(error) !== 'EADDRINUSE') throw error;
      const message = `port ${port} on ${host} is taken; set SOKOUL_WORKER_PORT to another one, or to 0`;
      throw new StartupError('WORKER_PORT_TAKEN', message, { cause: error });
    }
  }

  private optionsFor(host: string, port: number): ByteServerOptions {
    return {
      host,
      port,
      stallTimeoutMs: this.library.streamStallSeconds * 1000,
      authorize: (authorization, downloadId) => {
        const token = internalTokenOf(authorization);
        return token !== null && checkInternalToken(this.key, downloadId, token);
      },
      lookup: (id) => this.runner.find(id),
      onFailure: (error, downloadId) =>
        this.logger.warn({ err: error, download_id: downloadId }, 'A stream of a download was cut short'),
    };
  }
}
