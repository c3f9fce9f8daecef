import { TextField } from '../../../../common/http/fields.js';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../password-rules.js';

export class ChangePasswordBody {
  @TextField({ max: MAX_PASSWORD_LENGTH, description: 'The present one', example: 'secure_password_123' })
  current_password: string;

  @TextField({
    min: MIN_PASSWORD_LENGTH,
    max: MAX_PASSWORD_LENGTH,
    description:
      'At least 12 characters; not the username, the e-mail address or one of the best-known passwords',
    example: 'four unrelated words here',
  })
  new_password: string;
}
