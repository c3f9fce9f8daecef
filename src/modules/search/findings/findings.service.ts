import { Injectable } from '@nestjs/common';
import { RealtimePublisher, userRoom } from '../../realtime/index.js';
import type { ProviderRun } from '../provider-run.entity.js';
import type { Finding } from '../providers/search-provider.js';
import { toSearchResultMessage } from '../search-messages.js';
import type { Search } from '../search.entity.js';
import { FindingsStore } from './findings-store.service.js';
import { toFoundItem } from './found-item.js';

/** Small enough that the first results are seen while the rest is still being understood. */
const BATCH_SIZE = 25;

/** Takes in what providers find: understands, stores and scores it, and tells the searcher. */
@Injectable()
export class FindingsService {
  constructor(
    private readonly store: FindingsStore,
    private readonly realtime: RealtimePublisher,
  ) {}

  /** False when the search has ended meanwhile: more is not wanted. */
  async take(run: ProviderRun, search: Search, findings: readonly Finding[]): Promise<boolean> {
    for (let start = 0; start < findings.length; start += BATCH_SIZE) {
      const batch = findings.slice(start, start + BATCH_SIZE);
      if (!(await this.takeBatch(run, search, batch))) return false;
    }
    return true;
  }

  private async takeBatch(run: ProviderRun, search: Search, findings: readonly Finding[]): Promise<boolean> {
    const items = findings
      .map((finding) => toFoundItem(finding, search, run.provider))
      .filter((item) => item !== null);
    const stored = items.length > 0 ? await this.store.store(run, items) : [];
    if (stored === null) return false;
    const room = userRoom(search.ownerId);
    await this.realtime.publishAll(room, stored.map(toSearchResultMessage));
    return true;
  }
}
