import { Injectable } from '@nestjs/common';
import type { PageQuery } from '../../../common/http/paging.js';
import { AccountStatistics, AccountsRepository, AccountsService } from '../../auth/index.js';
import type { AccountActivity, AccountFilter, AccountOrder, AccountSummary, User } from '../../auth/index.js';
import { OwnedDownloads } from '../../downloads/index.js';
import type { DownloadTotals } from '../../downloads/index.js';
import { SearchService } from '../../search/index.js';

/** An account, and what its owner does here. */
export interface UserOverview {
  readonly user: User;
  readonly activity: AccountActivity;
  readonly downloads: DownloadTotals;
  readonly searches: number;
}

const NO_DOWNLOADS: DownloadTotals = { downloads: 0, active: 0, completedBytes: 0 };
const NO_ACTIVITY: AccountActivity = { liveSessions: 0, lastActiveAt: null };

/** Accounts as administrators see them. */
@Injectable()
export class UsersService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly rows: AccountsRepository,
    private readonly statistics: AccountStatistics,
    private readonly downloads: OwnedDownloads,
    private readonly searches: SearchService,
  ) {}

  async list(
    filter: AccountFilter,
    order: AccountOrder,
    page: PageQuery,
  ): Promise<{ users: UserOverview[]; total: number; summary: AccountSummary }> {
    const [users, total] = await this.rows.page(filter, order, page);
    return { users: await this.overviewsOf(users), total, summary: await this.statistics.summary() };
  }

  /** Throws NotFoundError. */
  async getById(id: string): Promise<UserOverview> {
    return this.overviewOf(await this.accounts.getById(id));
  }

  async overviewOf(user: User): Promise<UserOverview> {
    const [overview] = await this.overviewsOf([user]);
    return overview ?? withStatistics(user);
  }

  private async overviewsOf(users: readonly User[]): Promise<UserOverview[]> {
    const ids = users.map(({ id }) => id);
    const activity = await this.statistics.activityOf(ids);
    const downloads = await this.downloads.totalsOf(ids);
    const searches = await this.searches.countsOf(ids);
    return users.map((user) =>
      withStatistics(user, activity.get(user.id), downloads.get(user.id), searches.get(user.id)),
    );
  }
}

const withStatistics = (
  user: User,
  activity = NO_ACTIVITY,
  downloads = NO_DOWNLOADS,
  searches = 0,
): UserOverview => ({ user, activity, downloads, searches });
