import { Injectable } from '@nestjs/common';
import { DownloadsConfig } from '../../../common/config/downloads.config.js';
import { SETTINGS } from '../../../common/settings/settings.js';
import { SettingsService } from '../../../common/settings/settings.service.js';
import type { WaitReason } from '../download-wait.js';
import { QuotasService } from '../quotas/quotas.service.js';
import type { ClaimRules } from './claim-statement.js';
import { DiskGuard } from './disk-guard.js';
import { DownloadKinds } from './download-kinds.js';
import { speedLimitsAt } from './slow-hours.js';

/** What this worker may fetch at the moment, and how fast: room on the disks, the schedule, quotas, limits. */
@Injectable()
export class WorkerConditions {
  private holdReason: WaitReason | null = null;
  private exhaustedOwners: readonly string[] = [];

  constructor(
    private readonly config: DownloadsConfig,
    private readonly settings: SettingsService,
    private readonly kinds: DownloadKinds,
    private readonly disk: DiskGuard,
    private readonly quotas: QuotasService,
  ) {}

  /** Why nothing is fetched, as of the last look; null when things go on. */
  get hold(): WaitReason | null {
    return this.holdReason;
  }

  /** Owners who have used up a quota, as of the last look. */
  get blockedOwners(): readonly string[] {
    return this.exhaustedOwners;
  }

  /** Looks at everything anew, and sets the speed that holds now. */
  async look(): Promise<void> {
    const usual = { download: this.config.downloadLimit || null, upload: this.config.uploadLimit || null };
    const { schedule, time_zone: timeZone } = SETTINGS.downloads;
    const speed = speedLimitsAt(new Date(), this.settings.get(schedule), this.settings.get(timeZone), usual);
    this.kinds.setSpeedLimits(speed);
    this.exhaustedOwners = await this.quotas.exhaustedOwners();
    const isDiskLow = await this.disk.look();
    this.holdReason = isDiskLow ? 'disk_space' : speed.download === 0 ? 'slow_hours' : null;
  }

  rules(): ClaimRules {
    const { downloads, limits } = SETTINGS;
    const http = this.settings.get(downloads.http_at_once);
    return {
      kinds: this.kinds.names(),
      atOnce: this.settings.get(downloads.at_once),
      perKind: {
        torrent: this.settings.get(downloads.torrents_at_once),
        gallery: this.settings.get(downloads.galleries_at_once),
        http,
        youtube: http,
      },
      perUser: this.settings.get(limits.downloads_per_user),
      blockedOwners: this.exhaustedOwners,
      isOnHold: this.holdReason !== null,
    };
  }

  seedsAtOnce(): number {
    return this.settings.get(SETTINGS.downloads.seeds_at_once);
  }
}
