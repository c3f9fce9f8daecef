import { Role } from '../../../../common/access/role.js';
import {
  EmailField,
  EnumField,
  FlagField,
  IntField,
  ObjectField,
  TextField,
  TimeField,
  UuidField,
} from '../../../../common/http/fields.js';
import { UserStatus } from '../../../auth/index.js';
import type { UserOverview } from '../users.service.js';

const MAX = Number.MAX_SAFE_INTEGER;

export class UserStatisticsResponse {
  @IntField({ min: 0, max: MAX, description: 'Downloads, ended ones too', example: 15 })
  downloads: number;

  @IntField({ min: 0, max: MAX, description: 'Downloads under way', example: 2 })
  active_downloads: number;

  @IntField({ min: 0, max: MAX, description: 'Bytes of the completed ones', example: 4_509_715_660 })
  downloaded_bytes: number;

  @IntField({ min: 0, max: MAX, description: 'Searches', example: 42 })
  searches: number;

  @IntField({ min: 0, max: MAX, description: 'Sign-ins that are live', example: 3 })
  active_sessions: number;

  @TimeField({
    nullable: true,
    description: 'Last request, to the minute; null when there was none',
    example: '2026-02-15T15:28:37.000Z',
  })
  last_active_at: string | null;
}

export class UserResponse {
  @UuidField({ description: 'The account', example: '550e8400-e29b-41d4-a716-446655440000' })
  id: string;

  @TextField({ max: 64, description: 'Name to sign in with', example: 'john_doe' })
  username: string;

  @EmailField({ nullable: true, description: 'E-mail address', example: 'john@example.com' })
  email: string | null;

  @EnumField({ enum: Role, enumName: 'Role', description: 'What they may do', example: Role.User })
  role: Role;

  @EnumField({
    enum: UserStatus,
    enumName: 'UserStatus',
    description: 'Only `active` accounts can be used',
    example: UserStatus.Active,
  })
  status: UserStatus;

  @FlagField({ description: 'The password is temporary', example: false })
  requires_password_change: boolean;

  @TimeField({ description: 'When the account was made', example: '2025-08-01T10:00:00.000Z' })
  created_at: string;

  @TimeField({ description: 'Its last change', example: '2025-09-09T14:30:00.000Z' })
  updated_at: string;

  @TimeField({
    nullable: true,
    description: 'Last sign-in; null when there was none',
    example: '2025-09-09T14:30:00.000Z',
  })
  last_login_at: string | null;

  @ObjectField({ type: () => UserStatisticsResponse, description: 'What they do here' })
  statistics: UserStatisticsResponse;
}

export class CreatedUserResponse extends UserResponse {
  @TextField({
    max: 100,
    nullable: true,
    description: 'The password that was made up, shown this once; null when one was given',
    example: 'xT3vK9sQ0aLw7ZbYd2Rk',
  })
  temporary_password: string | null;
}

export const toUserResponse = ({ user, activity, downloads, searches }: UserOverview): UserResponse => ({
  id: user.id,
  username: user.username,
  email: user.email,
  role: user.role,
  status: user.status,
  requires_password_change: user.requiresPasswordChange,
  created_at: user.createdAt.toISOString(),
  updated_at: user.updatedAt.toISOString(),
  last_login_at: user.lastLoginAt?.toISOString() ?? null,
  statistics: {
    downloads: downloads.downloads,
    active_downloads: downloads.active,
    downloaded_bytes: downloads.completedBytes,
    searches,
    active_sessions: activity.liveSessions,
    last_active_at: activity.lastActiveAt?.toISOString() ?? null,
  },
});
