import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../../common/access/access.decorators.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { toPage } from '../../common/http/paging.js';
import { UuidParam } from '../../common/http/uuid-param.js';
import { RateLimit } from '../../common/limits/rate-limit.decorator.js';
import { ListMediaQuery, toMediaFilter } from './dto/list-media.query.js';
import { MediaFilesResponse, toMediaFilesResponse } from './dto/media-files.response.js';
import { MediaPage, MediaResponse, toMediaResponse, toMediaSummaryResponse } from './dto/media.response.js';
import { MediaService } from './media.service.js';

@ApiTags('Media')
@Controller('media')
export class MediaController {
  constructor(private readonly media: MediaService) {}

  @Get()
  @Authenticated()
  @RateLimit('media')
  @ApiOperation({ summary: 'List the titles of the catalogue' })
  @ApiOkResponse({ type: MediaPage, description: 'One page of the catalogue' })
  @ApiErrors(ValidationError)
  async listMedia(@Query() query: ListMediaQuery): Promise<MediaPage> {
    const [media, total] = await this.media.list(toMediaFilter(query));
    return toPage(media.map(toMediaSummaryResponse), total, query);
  }

  @Get(':media_id')
  @Authenticated()
  @RateLimit('media')
  @ApiOperation({ summary: 'Show a title' })
  @ApiOkResponse({ type: MediaResponse, description: 'The title' })
  @ApiErrors(NotFoundError)
  async getMedia(@UuidParam('media_id', 'Media') mediaId: string): Promise<MediaResponse> {
    return toMediaResponse(await this.media.getById(mediaId));
  }

  @Get(':media_id/files')
  @Authenticated()
  @RateLimit('media')
  @ApiOperation({ summary: 'List the files of a title, best first' })
  @ApiOkResponse({ type: MediaFilesResponse, description: 'Its files, best first' })
  @ApiErrors(NotFoundError)
  async listMediaFiles(@UuidParam('media_id', 'Media') mediaId: string): Promise<MediaFilesResponse> {
    const media = await this.media.getById(mediaId);
    return toMediaFilesResponse(media.id, await this.media.filesOf(media.id));
  }
}
