import { Body, Controller, Get, Put, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Authenticated, CurrentActor } from '../../../common/access/access.decorators.js';
import type { Actor } from '../../../common/access/actor.js';
import { Role } from '../../../common/access/role.js';
import { ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { adminOriginOf } from '../../../common/http/direct-request.js';
import { WhitelistLockoutError } from '../../security/index.js';
import { ConfigVersionConflictError, SettingImposedError } from './config.errors.js';
import { ConfigResponse, UpdatedConfigResponse, toConfigResponse } from './dto/config.response.js';
import { UpdateConfigBody, UpdateConfigQuery } from './dto/update-config.js';
import { SystemConfigService } from './system-config.service.js';

@ApiTags('Administration')
@Controller('admin/config')
export class SystemConfigController {
  constructor(private readonly config: SystemConfigService) {}

  @Get()
  @Authenticated(Role.Admin)
  @ApiOperation({ summary: 'Get what can be changed while the system runs' })
  @ApiOkResponse({ type: ConfigResponse, description: 'Values that hold now, and where each comes from' })
  async getConfig(): Promise<ConfigResponse> {
    return toConfigResponse(await this.config.get());
  }

  @Put()
  @Authenticated(Role.Admin, { sessionOnly: true })
  @ApiOperation({
    summary: 'Change settings while the system runs',
    description:
      'Only what is named changes, all of it or nothing; null goes back to the default. Holds on every process within a second, and is kept in the audit trail with the old and the new value.',
  })
  @ApiOkResponse({ type: UpdatedConfigResponse, description: 'The configuration, and what changed' })
  @ApiErrors(ValidationError, SettingImposedError, ConfigVersionConflictError, WhitelistLockoutError)
  async updateConfig(
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Query() { force }: UpdateConfigQuery,
    @Body() { version, ...changes }: UpdateConfigBody,
  ): Promise<UpdatedConfigResponse> {
    const by = { actor, origin: adminOriginOf(request), force };
    const updated = await this.config.update({ changes: { ...changes }, version, by });
    return { ...toConfigResponse(await this.config.get()), updated };
  }
}
