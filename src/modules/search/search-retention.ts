import { Injectable } from '@nestjs/common';
import { SETTINGS } from '../../common/settings/settings.js';
import { SettingsService } from '../../common/settings/settings.service.js';
import type { Search } from './search.entity.js';

const DAY_MS = 24 * 3600 * 1000;

/** How long searches are kept, by the setting of this moment: it counts for those of before as well. */
@Injectable()
export class SearchRetention {
  constructor(private readonly settings: SettingsService) {}

  /** After that the search is deleted with what it found. */
  expiresAt({ createdAt }: Search): Date {
    return new Date(createdAt.getTime() + this.keepMs);
  }

  /** Searches that were started before have expired. */
  expiredBefore(now: Date): Date {
    return new Date(now.getTime() - this.keepMs);
  }

  private get keepMs(): number {
    return this.settings.get(SETTINGS.search.keep_days) * DAY_MS;
  }
}
