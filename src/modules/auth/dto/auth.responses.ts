import { EmailField, FlagField, IntField, TextField, UuidField } from '../../../common/http/fields.js';
import type { SignedIn, TokenPair } from '../sessions/signed-in.js';

export class TokenResponse {
  @TextField({ max: 4096, description: 'JWT for the Authorization header', example: 'eyJhbGciOiJSUzI1NiIs…' })
  access_token: string;

  @TextField({
    max: 4096,
    description: 'Exchanged once for the next pair; lives 7 days unless an administrator set it otherwise',
    example: 'c2VjcmV0…',
  })
  refresh_token: string;

  @IntField({ min: 1, max: 86_400, description: 'Seconds that the access token is good for', example: 3600 })
  expires_in: number;
}

export class LoginResponse extends TokenResponse {
  @UuidField({ description: 'The account', example: '550e8400-e29b-41d4-a716-446655440000' })
  id: string;

  @TextField({ max: 32, description: 'Its name', example: 'john_doe' })
  username: string;

  @FlagField({
    description: 'The password is temporary: until it is changed, everything else answers 403',
    example: false,
  })
  requires_password_change: boolean;
}

export class RegisterUserResponse extends LoginResponse {
  @EmailField({ description: 'Its e-mail address', example: 'john@example.com' })
  email: string;
}

export const toTokenResponse = ({ accessToken, refreshToken, expiresIn }: TokenPair): TokenResponse => ({
  access_token: accessToken,
  refresh_token: refreshToken,
  expires_in: expiresIn,
});

export const toLoginResponse = ({ user, tokens }: SignedIn): LoginResponse => ({
  id: user.id,
  username: user.username,
  requires_password_change: user.requiresPasswordChange,
  ...toTokenResponse(tokens),
});

export const toRegisterUserResponse = (signedIn: SignedIn): RegisterUserResponse => ({
  ...toLoginResponse(signedIn),
  email: signedIn.user.email ?? '',
});
