import { Body, Controller, Delete, HttpCode, HttpStatus, Post, Put, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Authenticated } from '../../common/access/access.decorators.js';
import { Role } from '../../common/access/role.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { UuidParam } from '../../common/http/uuid-param.js';
import { RateLimit } from '../../common/limits/rate-limit.decorator.js';
import { TmdbService, TmdbUnconfiguredError } from '../tmdb/index.js';
import { CreateMediaBody, toNewMedia } from './dto/create-media.body.js';
import { DeleteMediaQuery, toFileFate } from './dto/delete-media.query.js';
import { MediaRefreshResponse, toMediaRefreshResponse } from './dto/media-refresh.response.js';
import { MediaResponse, toMediaResponse } from './dto/media.response.js';
import { UpdateMediaBody, toMediaChanges } from './dto/update-media.body.js';
import { MediaEntries } from './media-entries.service.js';
import {
  MediaExistsError,
  MediaFilesNotRemovedError,
  MediaHasFilesError,
  MediaInUseError,
  MediaNotIdentifiedError,
  MediaNotSeriesError,
} from './media.errors.js';
import { MetadataSchedule } from './metadata/metadata-schedule.service.js';
import { MediaRemoval } from './removal/media-removal.service.js';

/** Editing the catalogue. */
@ApiTags('Media')
@Controller('media')
export class MediaEntriesController {
  constructor(
    private readonly entries: MediaEntries,
    private readonly removal: MediaRemoval,
    private readonly schedule: MetadataSchedule,
    private readonly tmdb: TmdbService,
  ) {}

  @Post()
  @Authenticated(Role.Moderator)
  @RateLimit('media')
  @ApiOperation({
    summary: 'Add a title to the catalogue',
    description:
      'For moderators. A title with a `tmdb_id` is filled in from TMDB shortly afterwards. A TMDB id can be in the catalogue once per type; so can a title without one, by its name, year and type. An episode names its series, season and number.',
  })
  @ApiCreatedResponse({ type: MediaResponse, description: 'The title' })
  @ApiErrors(ValidationError, NotFoundError, MediaNotSeriesError, MediaExistsError)
  async createMedia(@Body() body: CreateMediaBody): Promise<MediaResponse> {
    return toMediaResponse(await this.entries.create(toNewMedia(body)));
  }

  @Put(':media_id')
  @Authenticated(Role.Moderator)
  @RateLimit('media')
  @ApiOperation({
    summary: 'Change a title',
    description:
      'For moderators. What is left out stays as it is; null clears. What is set here is locked: TMDB does not overwrite it, until `locked_fields` says otherwise.',
  })
  @ApiOkResponse({ type: MediaResponse, description: 'The title as it is now' })
  @ApiErrors(ValidationError, NotFoundError, MediaExistsError)
  async updateMedia(
    @UuidParam('media_id', 'Media') mediaId: string,
    @Body() body: UpdateMediaBody,
  ): Promise<MediaResponse> {
    return toMediaResponse(await this.entries.update(mediaId, toMediaChanges(body)));
  }

  @Delete(':media_id')
  @Authenticated(Role.Moderator)
  @RateLimit('media')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    summary: 'Take a title out of the catalogue',
    description:
      'For moderators. A series goes with its episodes. When there are files, `delete_files` says what becomes of them. Refused while a download of it is unfinished. What plays it can’t go on.',
  })
  @ApiNoContentResponse({ description: 'It is gone' })
  @ApiErrors(ValidationError, NotFoundError, MediaHasFilesError, MediaInUseError, MediaFilesNotRemovedError)
  async deleteMedia(
    @UuidParam('media_id', 'Media') mediaId: string,
    @Query() query: DeleteMediaQuery,
  ): Promise<void> {
    await this.removal.delete(mediaId, toFileFate(query));
  }

  @Post(':media_id/refresh')
  @Authenticated(Role.Moderator)
  @RateLimit('media')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({
    summary: 'Ask TMDB about a title anew',
    description: 'For moderators. Locked fields stay as they are.',
  })
  @ApiAcceptedResponse({ type: MediaRefreshResponse, description: 'It will be asked shortly' })
  @ApiErrors(NotFoundError, MediaNotIdentifiedError, TmdbUnconfiguredError)
  async refreshMedia(@UuidParam('media_id', 'Media') mediaId: string): Promise<MediaRefreshResponse> {
    if (!this.tmdb.isConfigured()) throw new TmdbUnconfiguredError();
    return toMediaRefreshResponse(await this.schedule.refresh(mediaId));
  }
}
