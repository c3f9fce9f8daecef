import { Injectable } from '@nestjs/common';
import { SETTINGS } from '../../../common/settings/settings.js';
import { SettingsService } from '../../../common/settings/settings.service.js';
import type { Download } from '../download.entity.js';
import type { DownloadLimits } from '../engine/download-source.js';

/** Whichever is reached first ends seeding; null is no such goal. */
export interface SeedGoal {
  readonly ratio: number | null;
  readonly seconds: number | null;
}

type Seedable = Pick<Download, 'kind'> & { readonly limits: Partial<DownloadLimits> };

/** How long completed torrents are sent to other peers: what the download says, else the settings. */
@Injectable()
export class SeedGoals {
  constructor(private readonly settings: SettingsService) {}

  /** Null: not at all. */
  of({ kind, limits }: Seedable): SeedGoal | null {
    if (kind !== 'torrent') return null;
    const ratio = limits.seedRatio ?? this.settings.get(SETTINGS.downloads.seed_ratio);
    const minutes = limits.seedMinutes ?? this.settings.get(SETTINGS.downloads.seed_minutes);
    if (ratio === 0 && minutes === 0) return null;
    return { ratio: ratio === 0 ? null : ratio, seconds: minutes === 0 ? null : minutes * 60 };
  }
}

/** Whether enough has been sent, or for long enough. */
export function isReached(
  { ratio, seconds }: SeedGoal,
  sent: { readonly bytes: number; readonly seconds: number },
  totalBytes: number,
): boolean {
  return (
    (ratio !== null && sent.bytes >= ratio * totalBytes) || (seconds !== null && sent.seconds >= seconds)
  );
}
