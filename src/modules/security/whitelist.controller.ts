import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Post, Query, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { Authenticated, CurrentActor } from '../../common/access/access.decorators.js';
import type { Actor } from '../../common/access/actor.js';
import { Role } from '../../common/access/role.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { adminOriginOf } from '../../common/http/direct-request.js';
import { PageQuery, toPage } from '../../common/http/paging.js';
import type { Page } from '../../common/http/paging.js';
import { UuidParam } from '../../common/http/uuid-param.js';
import { AdminIpRulesService } from './admin-ip-rules.service.js';
import { AddWhitelistEntryBody } from './dto/add-whitelist-entry.body.js';
import { RemoveWhitelistEntryQuery } from './dto/remove-whitelist-entry.query.js';
import {
  WhitelistEntryPage,
  WhitelistEntryResponse,
  toWhitelistEntryResponse,
} from './dto/whitelist-entry.response.js';
import { WhitelistEntryExistsError, WhitelistLockoutError } from './security.errors.js';

/** Changed by people only: a leaked API key must not open administration to more addresses. */
@ApiTags('Administration')
@Controller('admin/security/whitelist')
export class WhitelistController {
  constructor(private readonly rules: AdminIpRulesService) {}

  @Post()
  @Authenticated(Role.Admin, { sessionOnly: true })
  @ApiOperation({
    summary: 'Allow administration from an address',
    description:
      'With at least one entry, routes for administrators answer only to the listed addresses, and to requests made on the server itself. Takes effect at once.',
  })
  @ApiCreatedResponse({ type: WhitelistEntryResponse, description: 'The entry' })
  @ApiErrors(ValidationError, WhitelistEntryExistsError, WhitelistLockoutError)
  async addWhitelistEntry(
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Body() body: AddWhitelistEntryBody,
  ): Promise<WhitelistEntryResponse> {
    const entry = { ipAddress: body.ip_address, description: body.description ?? null };
    const change = { actor, origin: adminOriginOf(request), force: body.force };
    return toWhitelistEntryResponse(await this.rules.add(entry, change));
  }

  @Get()
  @Authenticated(Role.Admin)
  @ApiOperation({ summary: 'Addresses that administration is allowed from' })
  @ApiOkResponse({ type: WhitelistEntryPage, description: 'A page of entries, oldest first' })
  @ApiErrors(ValidationError)
  async listWhitelistEntries(@Query() query: PageQuery): Promise<Page<WhitelistEntryResponse>> {
    const [rules, total] = await this.rules.list(query);
    return toPage(rules.map(toWhitelistEntryResponse), total, query);
  }

  @Delete(':entry_id')
  @Authenticated(Role.Admin, { sessionOnly: true })
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    summary: 'Take an address off the list',
    description: 'Without any entry, administration is allowed from everywhere.',
  })
  @ApiParam({ name: 'entry_id', format: 'uuid', description: 'The entry' })
  @ApiNoContentResponse({ description: 'Removed' })
  @ApiErrors(ValidationError, NotFoundError, WhitelistLockoutError)
  async removeWhitelistEntry(
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @UuidParam('entry_id', 'Whitelist entry') id: string,
    @Query() query: RemoveWhitelistEntryQuery,
  ): Promise<void> {
    await this.rules.remove(id, { actor, origin: adminOriginOf(request), force: query.force });
  }
}
