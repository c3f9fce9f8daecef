import type { Role } from '../../../common/access/role.js';
import type { UserStatus } from '../user.entity.js';

/** Which accounts; what is undefined doesn't matter. */
export interface AccountFilter {
  readonly role?: Role | undefined;
  readonly status?: UserStatus | undefined;
  /** Part of the name or the address, in any case. */
  readonly search?: string | undefined;
  /** This moment or later. */
  readonly createdFrom?: Date | undefined;
  /** Before this moment. */
  readonly createdTo?: Date | undefined;
}

export const AccountSort = {
  CreatedAt: 'created_at',
  LastLoginAt: 'last_login_at',
  Username: 'username',
  Role: 'role',
  Status: 'status',
} as const;
export type AccountSort = (typeof AccountSort)[keyof typeof AccountSort];

export interface AccountOrder {
  readonly by: AccountSort;
  readonly direction: 'ASC' | 'DESC';
}

/** How many accounts there are, whatever the filter. */
export interface AccountSummary {
  readonly total: number;
  readonly byRole: Readonly<Record<Role, number>>;
  readonly byStatus: Readonly<Record<UserStatus, number>>;
  readonly newLast30Days: number;
  readonly activeLast30Days: number;
}

/** What an account does here. */
export interface AccountActivity {
  readonly liveSessions: number;
  /** Last request, to the minute; null when there was none. */
  readonly lastActiveAt: Date | null;
}
