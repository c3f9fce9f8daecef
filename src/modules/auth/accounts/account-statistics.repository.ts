import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import type { AccountActivity, AccountSummary } from './account-filter.js';

interface SummaryRow {
  total: number;
  users: number;
  moderators: number;
  admins: number;
  active: number;
  inactive: number;
  suspended: number;
  is_new: number;
  was_here: number;
}

interface ActivityRow {
  id: string;
  live_sessions: number;
  last_active_at: Date | null;
}

/** Null when there was no request at all: GREATEST passes over nulls. */
const LAST_ACTIVE = `GREATEST(u.last_login_at,
  (SELECT max(s.last_used_at) FROM auth_session s WHERE s.user_id = u.id),
  (SELECT max(k.last_used_at) FROM api_key k WHERE k.user_id = u.id))`;

const counted = (condition: string, name: string) =>
  `count(*) FILTER (WHERE ${condition})::float8 AS ${name}`;

const SUMMARY = `
  SELECT count(*)::float8 AS total,
         ${counted(`u.role = 'user'`, 'users')},
         ${counted(`u.role = 'moderator'`, 'moderators')},
         ${counted(`u.role = 'admin'`, 'admins')},
         ${counted(`u.status = 'active'`, 'active')},
         ${counted(`u.status = 'inactive'`, 'inactive')},
         ${counted(`u.status = 'suspended'`, 'suspended')},
         ${counted(`u.created_at > now() - interval '30 days'`, 'is_new')},
         ${counted(`${LAST_ACTIVE} > now() - interval '30 days'`, 'was_here')}
    FROM app_user u`;

const ACTIVITY = `
  SELECT u.id, ${LAST_ACTIVE} AS last_active_at,
         (SELECT count(*)::float8 FROM auth_session s
           WHERE s.user_id = u.id AND s.revoked_at IS NULL AND s.expires_at > now()) AS live_sessions
    FROM app_user u WHERE u.id = ANY($1)`;

@Injectable()
export class AccountStatistics {
  constructor(private readonly uow: UnitOfWork) {}

  /** Of all accounts. */
  async summary(): Promise<AccountSummary> {
    const [row] = await this.uow.manager.query<[SummaryRow]>(SUMMARY);
    return {
      total: row.total,
      byRole: { user: row.users, moderator: row.moderators, admin: row.admins },
      byStatus: { active: row.active, inactive: row.inactive, suspended: row.suspended },
      newLast30Days: row.is_new,
      activeLast30Days: row.was_here,
    };
  }

  async activityOf(userIds: readonly string[]): Promise<Map<string, AccountActivity>> {
    const rows = await this.uow.manager.query<ActivityRow[]>(ACTIVITY, [userIds]);
    return new Map(
      rows.map((row) => [row.id, { liveSessions: row.live_sessions, lastActiveAt: row.last_active_at }]),
    );
  }
}
