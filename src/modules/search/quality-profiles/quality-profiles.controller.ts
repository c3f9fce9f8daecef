import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../../../common/access/access.decorators.js';
import { NotFoundError, ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { PageQuery, toPage } from '../../../common/http/paging.js';
import { UuidParam } from '../../../common/http/uuid-param.js';
import {
  QualityProfilePage,
  QualityProfileResponse,
  toQualityProfileResponse,
} from './dto/quality-profile.response.js';
import { QualityProfilesService } from './quality-profiles.service.js';

/** For people who choose among the profiles. */
@ApiTags('Search')
@Controller('quality-profiles')
export class QualityProfilesController {
  constructor(private readonly profiles: QualityProfilesService) {}

  @Get()
  @Authenticated()
  @ApiOperation({ summary: 'Quality profiles that a search can be scored by' })
  @ApiOkResponse({ type: QualityProfilePage, description: 'A page of profiles, built-in ones first' })
  @ApiErrors(ValidationError)
  async listQualityProfiles(@Query() query: PageQuery): Promise<QualityProfilePage> {
    const [profiles, total] = await this.profiles.list(query);
    return toPage(profiles.map(toQualityProfileResponse), total, query);
  }

  @Get(':profile_id')
  @Authenticated()
  @ApiOperation({ summary: 'Show a quality profile' })
  @ApiOkResponse({ type: QualityProfileResponse, description: 'The profile' })
  @ApiErrors(NotFoundError)
  async getQualityProfile(
    @UuidParam('profile_id', 'Quality profile') id: string,
  ): Promise<QualityProfileResponse> {
    return toQualityProfileResponse(await this.profiles.get(id));
  }
}
