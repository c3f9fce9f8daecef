import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { DownloadsConfig } from '../../common/config/downloads.config.js';
import { FetchPolicy } from '../../common/fetch/fetch-policy.js';
import { SafeFetch } from '../../common/fetch/safe-fetch.js';
import { assertPublicUrl, parseHttpUrl } from '../../common/fetch/url-policy.js';

/**
 * The HTTP client for URLs that people want downloaded. Private networks are refused but for the origins of
 * SOKOUL_DOWNLOAD_ORIGINS: the administrators' own services are not among them unless named there.
 */
@Injectable()
export class DownloadFetch implements OnApplicationShutdown {
  readonly policy: FetchPolicy;
  readonly client: SafeFetch;

  constructor(config: DownloadsConfig) {
    this.policy = new FetchPolicy({ allowedOrigins: config.downloadOrigins });
    this.client = new SafeFetch(this.policy);
  }

  /** The URL, when its text shows nothing against it. Throws UrlRefusedError. */
  parse(text: string): URL {
    const url = parseHttpUrl(text);
    return this.policy.isListed(url) ? url : assertPublicUrl(url);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}
