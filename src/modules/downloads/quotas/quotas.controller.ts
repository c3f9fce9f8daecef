import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../../../common/access/access.decorators.js';
import { Role } from '../../../common/access/role.js';
import { NotFoundError, ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { UuidParam } from '../../../common/http/uuid-param.js';
import { QuotaResponse, toQuotaResponse } from './dto/quota.response.js';
import { SetUserQuotaBody } from './dto/set-quota.body.js';
import { QuotasService } from './quotas.service.js';

@ApiTags('Administration')
@Controller('admin/users/:user_id/quota')
export class QuotasController {
  constructor(private readonly quotas: QuotasService) {}

  @Get()
  @Authenticated(Role.Admin)
  @ApiOperation({ summary: 'What someone’s downloads may receive and occupy, and do' })
  @ApiParam({ name: 'user_id', format: 'uuid', description: 'The account' })
  @ApiOkResponse({ type: QuotaResponse, description: 'Quotas and use' })
  @ApiErrors(NotFoundError)
  async getUserQuota(@UuidParam('user_id', 'User') id: string): Promise<QuotaResponse> {
    return toQuotaResponse(await this.quotas.getOf(id));
  }

  @Put()
  @Authenticated(Role.Admin)
  @ApiOperation({
    summary: 'Allow someone’s downloads more or less than the settings do',
    description:
      'Holds within seconds. Downloads beyond a quota wait, and go on by themselves once there is room.',
  })
  @ApiParam({ name: 'user_id', format: 'uuid', description: 'The account' })
  @ApiOkResponse({ type: QuotaResponse, description: 'Quotas and use' })
  @ApiErrors(ValidationError, NotFoundError)
  async setUserQuota(
    @UuidParam('user_id', 'User') id: string,
    @Body() body: SetUserQuotaBody,
  ): Promise<QuotaResponse> {
    const wanted = { dailyBytes: body.daily_bytes, storedBytes: body.stored_bytes };
    return toQuotaResponse(await this.quotas.set(id, wanted));
  }
}
