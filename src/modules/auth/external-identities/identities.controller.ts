import { Controller, Delete, Get, HttpCode, HttpStatus, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentActor } from '../../../common/access/access.decorators.js';
import type { Actor } from '../../../common/access/actor.js';
import { Role } from '../../../common/access/role.js';
import { NotFoundError, ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { PageQuery, toPage } from '../../../common/http/paging.js';
import type { Page } from '../../../common/http/paging.js';
import { UuidParam } from '../../../common/http/uuid-param.js';
import { IdentityPage, toIdentityResponse } from './dto/identity.response.js';
import type { IdentityResponse } from './dto/identity.response.js';
import { LastSignInMethodError } from './external-identities.errors.js';
import { IdentityLinksService } from './identity-links.service.js';

@ApiTags('Authentication')
@Controller('auth/identities')
export class IdentitiesController {
  constructor(private readonly links: IdentityLinksService) {}

  @Get()
  @Authenticated(Role.User, { sessionOnly: true })
  @ApiOperation({ summary: 'List the accounts elsewhere that sign you in' })
  @ApiOkResponse({ type: IdentityPage, description: 'The first linked first; one for each issuer at most' })
  @ApiErrors(ValidationError)
  async listIdentities(
    @CurrentActor() actor: Actor,
    @Query() page: PageQuery,
  ): Promise<Page<IdentityResponse>> {
    const [identities, total] = await this.links.listOf(actor.id, page);
    return toPage(identities.map(toIdentityResponse), total, page);
  }

  @Delete(':identity_id')
  @Authenticated(Role.User, { sessionOnly: true })
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    summary: 'Unlink an account',
    description: 'It signs you in no more. Refused when it is your only way to sign in.',
  })
  @ApiNoContentResponse({ description: 'Unlinked; sessions that it opened go on' })
  @ApiErrors(NotFoundError, LastSignInMethodError)
  async unlinkIdentity(
    @CurrentActor() actor: Actor,
    @UuidParam('identity_id', 'Identity') id: string,
  ): Promise<void> {
    await this.links.unlink(actor.id, id);
  }
}
