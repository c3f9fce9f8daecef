import { Injectable } from '@nestjs/common';
import { ValidationError } from '../../../common/errors/common.errors.js';
import { SETTINGS } from '../../../common/settings/settings.js';
import { SettingsService } from '../../../common/settings/settings.service.js';
import { passwordProblem } from './password-rules.js';
import type { PasswordOwner } from './password-rules.js';

/** What is asked of new passwords at this moment. */
@Injectable()
export class PasswordPolicy {
  constructor(private readonly settings: SettingsService) {}

  /** Throws ValidationError, which names `field` and never shows the password. */
  refuseWeak(field: string, password: string, owner: PasswordOwner): void {
    const minLength = this.settings.get(SETTINGS.security.password_min_length);
    const problem = passwordProblem(password, owner, minLength);
    if (problem !== null) throw new ValidationError(`${field} ${problem}`, { field, problems: [problem] });
  }
}
