import { Body, Controller, HttpCode, HttpStatus, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentActor } from '../../../common/access/access.decorators.js';
import type { Actor } from '../../../common/access/actor.js';
import { Role } from '../../../common/access/role.js';
import { ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { ChangePasswordBody } from './dto/change-password.body.js';
import { CurrentPasswordInvalidError } from './passwords.errors.js';
import { PasswordsService } from './passwords.service.js';

@ApiTags('Authentication')
@Controller('auth/password')
export class PasswordsController {
  constructor(private readonly passwords: PasswordsService) {}

  @Put()
  @Authenticated(Role.User, { sessionOnly: true, duringPasswordChange: true })
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    summary: 'Change your password',
    description: 'Ends all your other sessions. API keys stay: end those you do not trust one by one.',
  })
  @ApiNoContentResponse({ description: 'Changed; this session goes on' })
  @ApiErrors(ValidationError, CurrentPasswordInvalidError)
  async changePassword(@CurrentActor() actor: Actor, @Body() body: ChangePasswordBody): Promise<void> {
    await this.passwords.change(actor, body.current_password, body.new_password);
  }
}
