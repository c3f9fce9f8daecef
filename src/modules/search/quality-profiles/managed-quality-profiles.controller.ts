import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Authenticated } from '../../../common/access/access.decorators.js';
import { Role } from '../../../common/access/role.js';
import { NotFoundError, ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { PageQuery, toPage } from '../../../common/http/paging.js';
import { UuidParam } from '../../../common/http/uuid-param.js';
import {
  QualityProfilePage,
  QualityProfileResponse,
  toQualityProfileResponse,
} from './dto/quality-profile.response.js';
import { SaveQualityProfileBody, toProfileDraft } from './dto/save-quality-profile.body.js';
import {
  QualityProfileBuiltInError,
  QualityProfileExistsError,
  QualityProfileNotBuiltInError,
} from './quality-profiles.errors.js';
import { QualityProfilesService } from './quality-profiles.service.js';

/** For administrators, who write the profiles. */
@ApiTags('Administration')
@Controller('admin/quality-profiles')
export class ManagedQualityProfilesController {
  constructor(private readonly profiles: QualityProfilesService) {}

  @Get()
  @Authenticated(Role.Admin)
  @ApiOperation({ summary: 'List the quality profiles' })
  @ApiOkResponse({ type: QualityProfilePage, description: 'A page of profiles, built-in ones first' })
  @ApiErrors(ValidationError)
  async listManagedQualityProfiles(@Query() query: PageQuery): Promise<QualityProfilePage> {
    const [profiles, total] = await this.profiles.list(query);
    return toPage(profiles.map(toQualityProfileResponse), total, query);
  }

  @Get(':profile_id')
  @Authenticated(Role.Admin)
  @ApiOperation({ summary: 'Show a quality profile to its administrators' })
  @ApiOkResponse({ type: QualityProfileResponse, description: 'The profile' })
  @ApiErrors(NotFoundError)
  async getManagedQualityProfile(
    @UuidParam('profile_id', 'Quality profile') id: string,
  ): Promise<QualityProfileResponse> {
    return toQualityProfileResponse(await this.profiles.get(id));
  }

  @Post()
  @Authenticated(Role.Admin)
  @ApiOperation({ summary: 'Make a quality profile' })
  @ApiCreatedResponse({ type: QualityProfileResponse, description: 'The profile' })
  @ApiErrors(ValidationError, QualityProfileExistsError)
  async createQualityProfile(@Body() body: SaveQualityProfileBody): Promise<QualityProfileResponse> {
    return toQualityProfileResponse(await this.profiles.create(toProfileDraft(body)));
  }

  @Put(':profile_id')
  @Authenticated(Role.Admin)
  @ApiOperation({
    summary: 'Replace what a quality profile says',
    description: 'Built-in ones too. Searches keep their scores until they are scored again.',
  })
  @ApiOkResponse({ type: QualityProfileResponse, description: 'The profile' })
  @ApiErrors(ValidationError, NotFoundError, QualityProfileExistsError)
  async updateQualityProfile(
    @UuidParam('profile_id', 'Quality profile') id: string,
    @Body() body: SaveQualityProfileBody,
  ): Promise<QualityProfileResponse> {
    return toQualityProfileResponse(await this.profiles.update(id, toProfileDraft(body)));
  }

  @Post(':profile_id/reset')
  @Authenticated(Role.Admin)
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Make a built-in quality profile what it was at first, except for its name' })
  @ApiOkResponse({ type: QualityProfileResponse, description: 'The profile' })
  @ApiErrors(NotFoundError, QualityProfileNotBuiltInError)
  async resetQualityProfile(
    @UuidParam('profile_id', 'Quality profile') id: string,
  ): Promise<QualityProfileResponse> {
    return toQualityProfileResponse(await this.profiles.reset(id));
  }

  @Delete(':profile_id')
  @Authenticated(Role.Admin)
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    summary: 'Delete a quality profile',
    description: 'Searches that were scored by it fall back to the built-in profile of their preference.',
  })
  @ApiNoContentResponse({ description: 'Deleted' })
  @ApiErrors(NotFoundError, QualityProfileBuiltInError)
  async deleteQualityProfile(@UuidParam('profile_id', 'Quality profile') id: string): Promise<void> {
    await this.profiles.delete(id);
  }
}
