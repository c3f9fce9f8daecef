import { EmailField, TextField } from '../../../common/http/fields.js';

export class RegisterUserBody {
  @TextField({
    min: 3,
    max: 32,
    pattern: /^[A-Za-z0-9_.-]+$/,
    patternHint: 'may hold letters, digits, _, . and -',
    description: 'Name to sign in with; case does not matter',
    example: 'john_doe',
  })
  username: string;

  @EmailField({ description: 'E-mail address', example: 'john@example.com' })
  email: string;

  @TextField({
    min: 12,
    max: 256,
    description: 'At least 12 characters; a passphrase is fine',
    example: 'secure_password_123',
  })
  password: string;
}

export class LoginBody {
  @TextField({ max: 254, description: 'Name of the account', example: 'john_doe' })
  username: string;

  @TextField({ max: 256, description: 'Its password', example: 'secure_password_123' })
  password: string;
}

export class RefreshTokenBody {
  @TextField({
    max: 4096,
    description: 'The refresh token of the last answer; good for one use',
    example: 'c2VjcmV0…',
  })
  refresh_token: string;
}
