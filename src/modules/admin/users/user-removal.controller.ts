import { Controller, Delete, HttpCode, HttpStatus, Post, Query, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Authenticated } from '../../../common/access/access.decorators.js';
import { Role } from '../../../common/access/role.js';
import { NotFoundError, ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { UuidParam } from '../../../common/http/uuid-param.js';
import { LastAdministratorError, PasswordsService } from '../../auth/index.js';
import { DeleteUserQuery, UserDeletionResponse, toUserDeletionResponse } from './dto/delete-user.js';
import { TemporaryPasswordResponse } from './dto/temporary-password.response.js';
import { UserDeletionService } from './user-deletion.service.js';

/** Shutting people out of what they had: their password, or the whole account. */
@ApiTags('Administration')
@Controller('admin/users/:user_id')
export class UserRemovalController {
  constructor(
    private readonly deletion: UserDeletionService,
    private readonly passwords: PasswordsService,
  ) {}

  @Post('password-reset')
  @Authenticated(Role.Admin, { sessionOnly: true })
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Give someone a temporary password',
    description:
      'Ends all their sessions. After the next sign-in nothing but choosing a new password is allowed, and API keys are refused until then.',
  })
  @ApiParam({ name: 'user_id', format: 'uuid', description: 'The account' })
  @ApiOkResponse({ type: TemporaryPasswordResponse, description: 'The temporary password' })
  @ApiErrors(NotFoundError)
  async resetUserPassword(@UuidParam('user_id', 'User') id: string): Promise<TemporaryPasswordResponse> {
    return { temporary_password: await this.passwords.resetByAdmin(id) };
  }

  @Delete()
  @Authenticated(Role.Admin)
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    summary: 'Delete an account and everything that belongs to it',
    description:
      'Rows go in one transaction; unfinished downloads are cancelled, and their files are deleted by a worker, within half a minute. Files in the library are everybody’s and stay, as does the audit trail. Refused for the last active administrator.',
  })
  @ApiParam({ name: 'user_id', format: 'uuid', description: 'The account' })
  @ApiNoContentResponse({ description: 'Deleted' })
  @ApiOkResponse({
    type: UserDeletionResponse,
    description: 'Deleted, with `report=true`: what went with it',
  })
  @ApiErrors(ValidationError, NotFoundError, LastAdministratorError)
  async deleteUser(
    @UuidParam('user_id', 'User') id: string,
    @Query() { report }: DeleteUserQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<UserDeletionResponse | undefined> {
    const deletion = await this.deletion.delete(id);
    if (!report) return undefined;
    response.status(HttpStatus.OK);
    return toUserDeletionResponse(deletion);
  }
}
