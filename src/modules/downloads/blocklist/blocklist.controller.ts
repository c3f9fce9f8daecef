import { Controller, Delete, Get, HttpCode, HttpStatus, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../../../common/access/access.decorators.js';
import { Role } from '../../../common/access/role.js';
import { NotFoundError, ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { PageQuery, offsetOf, toPage } from '../../../common/http/paging.js';
import type { Page } from '../../../common/http/paging.js';
import { UuidParam } from '../../../common/http/uuid-param.js';
import { RateLimit } from '../../../common/limits/rate-limit.decorator.js';
import { BlockedReleases } from './blocked-releases.service.js';
import {
  BlockedReleasePage,
  BlockedReleaseResponse,
  toBlockedReleaseResponse,
} from './dto/blocked-release.response.js';

@ApiTags('Downloads')
@Controller('downloads/blocklist')
export class BlocklistController {
  constructor(private readonly releases: BlockedReleases) {}

  @Get()
  @Authenticated(Role.Moderator)
  @RateLimit('downloads')
  @ApiOperation({
    summary: 'Releases that are not chosen again',
    description:
      'What stalled or proved harmful comes here by itself. People can still ask for it by name. Newest first.',
  })
  @ApiOkResponse({ type: BlockedReleasePage, description: 'One page of releases' })
  @ApiErrors(ValidationError)
  async listBlockedReleases(@Query() query: PageQuery): Promise<Page<BlockedReleaseResponse>> {
    const [releases, total] = await this.releases.list({ offset: offsetOf(query), limit: query.limit });
    return toPage(releases.map(toBlockedReleaseResponse), total, query);
  }

  @Delete(':release_id')
  @Authenticated(Role.Moderator)
  @RateLimit('downloads')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Let a release be chosen again' })
  @ApiParam({ name: 'release_id', format: 'uuid', description: 'The entry' })
  @ApiNoContentResponse({ description: 'It is off the list' })
  @ApiErrors(NotFoundError)
  async unblockRelease(@UuidParam('release_id', 'Blocked release') id: string): Promise<void> {
    await this.releases.unblock(id);
  }
}
