import { TextField } from '../../../../common/http/fields.js';

export class TemporaryPasswordResponse {
  @TextField({
    max: 100,
    description: 'Shown this once. Good for choosing a new password only',
    example: 'xT3vK9sQ0aLw7ZbYd2Rk',
  })
  temporary_password: string;
}
