import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../../../common/access/access.decorators.js';
import { Role } from '../../../common/access/role.js';
import { ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { RotateSigningKeyBody, SigningKeyResponse, toSigningKeyResponse } from './dto/rotate-signing-key.js';
import { SigningKeyGivenError } from './signing-keys.errors.js';
import { SigningKeysService } from './signing-keys.service.js';

@ApiTags('Administration')
@Controller('admin/security/keys')
export class SigningKeysController {
  constructor(private readonly keys: SigningKeysService) {}

  @Post('rotate')
  @Authenticated(Role.Admin, { sessionOnly: true })
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Sign access tokens with a new key',
    description:
      'Every process uses it within a second. What older keys have signed stays good for two hours, unless they are revoked.',
  })
  @ApiOkResponse({ type: SigningKeyResponse, description: 'The new key' })
  @ApiErrors(ValidationError, SigningKeyGivenError)
  async rotateSigningKey(@Body() body: RotateSigningKeyBody): Promise<SigningKeyResponse> {
    return toSigningKeyResponse(await this.keys.rotate({ revokePrevious: body.revoke_previous }));
  }
}
