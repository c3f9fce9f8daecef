import { IntField, ObjectField } from '../../../../common/http/fields.js';
import { pageOf, toPage } from '../../../../common/http/paging.js';
import type { PageQuery } from '../../../../common/http/paging.js';
import type { AccountSummary } from '../../../auth/index.js';
import type { UserOverview } from '../users.service.js';
import { UserResponse, toUserResponse } from './user.response.js';

const MAX = Number.MAX_SAFE_INTEGER;

export class UsersByRoleResponse {
  @IntField({ min: 0, max: MAX, description: 'Users', example: 9 })
  user: number;

  @IntField({ min: 0, max: MAX, description: 'Moderators', example: 1 })
  moderator: number;

  @IntField({ min: 0, max: MAX, description: 'Administrators', example: 2 })
  admin: number;
}

export class UsersByStatusResponse {
  @IntField({ min: 0, max: MAX, description: 'Accounts that can be used', example: 10 })
  active: number;

  @IntField({ min: 0, max: MAX, description: 'Accounts that are set aside', example: 1 })
  inactive: number;

  @IntField({ min: 0, max: MAX, description: 'Accounts that are shut out', example: 1 })
  suspended: number;
}

export class UserSummaryResponse {
  @IntField({ min: 0, max: MAX, description: 'All accounts', example: 12 })
  total: number;

  @ObjectField({ type: () => UsersByRoleResponse, description: 'By role' })
  by_role: UsersByRoleResponse;

  @ObjectField({ type: () => UsersByStatusResponse, description: 'By status' })
  by_status: UsersByStatusResponse;

  @IntField({ min: 0, max: MAX, description: 'Made in the last 30 days', example: 3 })
  new_last_30_days: number;

  @IntField({ min: 0, max: MAX, description: 'In use in the last 30 days', example: 8 })
  active_last_30_days: number;
}

export class UserPage extends pageOf(UserResponse, 'UserPageBase') {
  @ObjectField({ type: () => UserSummaryResponse, description: 'Of all accounts, whatever the filter' })
  summary: UserSummaryResponse;
}

const toSummary = (summary: AccountSummary): UserSummaryResponse => ({
  total: summary.total,
  by_role: {
    user: summary.byRole.user,
    moderator: summary.byRole.moderator,
    admin: summary.byRole.admin,
  },
  by_status: {
    active: summary.byStatus.active,
    inactive: summary.byStatus.inactive,
    suspended: summary.byStatus.suspended,
  },
  new_last_30_days: summary.newLast30Days,
  active_last_30_days: summary.activeLast30Days,
});

export function toUserPage(
  users: readonly UserOverview[],
  total: number,
  summary: AccountSummary,
  page: PageQuery,
): UserPage {
  const { data, pagination } = toPage(users.map(toUserResponse), total, page);
  return { data, pagination, summary: toSummary(summary) };
}
