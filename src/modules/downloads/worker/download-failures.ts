import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { DomainError } from '../../../common/errors/domain-error.js';
import { Logger } from '../../../common/logging/logger.js';
import { SETTINGS } from '../../../common/settings/settings.js';
import { SettingsService } from '../../../common/settings/settings.service.js';
import { BlockedReleases } from '../blocklist/blocked-releases.service.js';
import type { Download } from '../download.entity.js';
import { ClaimedDownloads } from './claimed-downloads.repository.js';
import { DownloadOutcomes, describeFailure } from './download-outcomes.js';
import { judge } from './failure-policy.js';
import type { RetryRules } from './failure-policy.js';

/** What becomes of a download whose run failed: another attempt, later, or the end. */
@Injectable()
export class DownloadFailures {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly claimed: ClaimedDownloads,
    private readonly outcomes: DownloadOutcomes,
    private readonly blocked: BlockedReleases,
    private readonly settings: SettingsService,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /**
   * Lets go of it in any case but one. False: it is not this worker's, or not wanted any more. What brought the download
   * further before it failed counts as the first of its failures.
   */
  async handle(
    download: Download,
    workerId: string,
    error: unknown,
    hasProgressed: boolean,
  ): Promise<boolean> {
    const retries = hasProgressed ? 0 : download.retries;
    const verdict = judge(error, { retries }, this.rulesOf(download), Math.random());
    if (verdict.kind === 'fail') return this.fail(download, workerId, error, verdict.isBlocked);
    const failure = { ...describeFailure(error), retries: retries + 1 };
    const isFull = verdict.kind === 'wait_for_disk';
    const { id } = download;
    this.logger.warn({ err: error, download_id: id, in_seconds: verdict.delaySeconds }, 'Trying again later');
    return this.claimed.setAside(id, workerId, {
      waitsFor: isFull ? 'disk_space' : 'retry',
      delaySeconds: verdict.delaySeconds,
      failure: isFull ? null : failure,
    });
  }

  private fail(download: Download, workerId: string, error: unknown, isBlocked: boolean): Promise<boolean> {
    return this.uow.run(async () => {
      if (!(await this.outcomes.fail(download, workerId, error, isBlocked))) return false;
      if (isBlocked)
        await this.blocked.block({
          identity: download.identity,
          mediaId: download.mediaId,
          releaseName: download.releaseName,
          reason: error instanceof DomainError ? error.code : 'INTERNAL_ERROR',
          expiresAt: null,
        });
      return true;
    });
  }

  private rulesOf({ source }: Download): RetryRules {
    if (source.kind !== 'torrent')
      return { maxRetries: source.transfer.maxRetries, delaySeconds: source.transfer.retryIntervalSeconds };
    return {
      maxRetries: this.settings.get(SETTINGS.downloads.max_retries),
      delaySeconds: this.settings.get(SETTINGS.downloads.retry_delay_seconds),
    };
  }
}
