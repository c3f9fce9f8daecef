import { EmailField, FlagField, TextField } from '../../../common/http/fields.js';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../passwords/password-rules.js';
import type { BrowserWishes } from '../sessions/signed-in.js';

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
    min: MIN_PASSWORD_LENGTH,
    max: MAX_PASSWORD_LENGTH,
    description: 'At least 12 characters, and none of the best-known passwords; a passphrase is fine',
    example: 'secure_password_123',
  })
  password: string;
}

export class BrowserWishesBody {
  @FlagField({ default: false, description: 'Set a session cookie too, for browsers', example: false })
  use_cookies: boolean = false;

  @FlagField({
    default: false,
    description: 'Set a session cookie, and one that signs this browser in again for 90 days',
    example: false,
  })
  remember_me: boolean = false;
}

export class LoginBody extends BrowserWishesBody {
  @TextField({ max: 254, description: 'Name of the account', example: 'john_doe' })
  username: string;

  @TextField({ max: MAX_PASSWORD_LENGTH, description: 'Its password', example: 'secure_password_123' })
  password: string;
}

/** What the body asks for the browser; null when a program signs in. */
export const browserWishes = ({ use_cookies, remember_me }: BrowserWishesBody): BrowserWishes | null =>
  use_cookies || remember_me ? { remember: remember_me } : null;

export class RefreshTokenBody {
  @TextField({
    max: 4096,
    description: 'The refresh token of the last answer; good for one use',
    example: 'c2VjcmV0…',
  })
  refresh_token: string;
}
