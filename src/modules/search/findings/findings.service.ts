import { Injectable } from '@nestjs/common';
import { RealtimePublisher, userRoom } from '../../realtime/index.js';
import type { ProviderRun } from '../provider-run.entity.js';
import type { Finding } from '../providers/search-provider.js';
import { toSearchResultMessage } from '../search-messages.js';
import type { SearchProgress } from '../running-searches.js';
import type { Search } from '../search.entity.js';
import { FindingsStore } from './findings-store.service.js';
import { toFoundItem } from './found-item.js';

/** Somebody looks at an empty page: a few names are understood and stored soonest. */
const FIRST_BATCH_SIZE = 5;

/** Small enough that other searches get their turn between batches, and few enough transactions. */
const BATCH_SIZE = 50;

/** The search that findings are for, and how far it has come. */
export interface FindingsTask {
  readonly search: Search;
  readonly progress: SearchProgress;
}

/** Takes in what providers find: understands, stores and scores it, and tells the searcher. */
@Injectable()
export class FindingsService {
  constructor(
    private readonly store: FindingsStore,
    private readonly realtime: RealtimePublisher,
  ) {}

  /** False when the search has ended meanwhile: more is not wanted. */
  async take(run: ProviderRun, task: FindingsTask, findings: readonly Finding[]): Promise<boolean> {
    const { search, progress } = task;
    for (let start = 0; start < findings.length;) {
      const size = progress.hasTold ? BATCH_SIZE : FIRST_BATCH_SIZE;
      const batch = findings.slice(start, start + size);
      if (!(await this.takeBatch(run, search, batch))) return false;
      progress.hasTold = true;
      start += size;
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
