import { Role } from '../../../../common/access/role.js';
import { EmailField, EnumField, FlagField, TextField } from '../../../../common/http/fields.js';
import { UserStatus } from '../../../auth/index.js';

export class CreateUserBody {
  @TextField({
    min: 3,
    max: 32,
    pattern: /^[A-Za-z0-9_.-]+$/,
    patternHint: 'may hold letters, digits, _, . and -',
    description: 'Name to sign in with; case does not matter',
    example: 'john_doe',
  })
  username: string;

  @EmailField({ optional: true, nullable: true, description: 'E-mail address', example: 'john@example.com' })
  email?: string | null;

  @EnumField({ enum: Role, enumName: 'Role', default: Role.User, description: 'What they may do' })
  role: Role = Role.User;

  @TextField({
    min: 12,
    max: 256,
    optional: true,
    description: 'Password. Without one, a temporary one is made up and shown in the answer',
    example: 'secure_password_123',
  })
  password?: string;

  @FlagField({
    default: true,
    description: 'They must choose a password of their own first; always so with a temporary one',
  })
  requires_password_change: boolean = true;
}

export class SetUserRoleBody {
  @EnumField({ enum: Role, enumName: 'Role', description: 'The new role', example: Role.Moderator })
  role: Role;
}

export class SetUserStatusBody {
  @EnumField({
    enum: UserStatus,
    enumName: 'UserStatus',
    description: '`inactive` is set aside, `suspended` is shut out; neither can be used',
    example: UserStatus.Suspended,
  })
  status: UserStatus;

  @TextField({
    max: 500,
    trim: true,
    optional: true,
    nullable: true,
    description: 'Why; kept in the audit trail',
    example: 'Shares the account',
  })
  reason?: string | null;
}
