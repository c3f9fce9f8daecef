import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../../common/access/access.decorators.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { UuidParam } from '../../common/http/uuid-param.js';
import { RateLimit } from '../../common/limits/rate-limit.decorator.js';
import { ListMediaQuery, toMediaFilter } from './dto/list-media.query.js';
import { MediaFilesResponse, toMediaFilesResponse } from './dto/media-files.response.js';
import { MediaPage, toMediaPage } from './dto/media-page.response.js';
import { MediaResponse, toMediaResponse } from './dto/media.response.js';
import { MediaListService } from './media-list.service.js';
import { MediaService } from './media.service.js';

@ApiTags('Media')
@Controller('media')
export class MediaController {
  constructor(
    private readonly media: MediaService,
    private readonly lists: MediaListService,
  ) {}

  @Get()
  @Authenticated()
  @RateLimit('media')
  @ApiOperation({
    summary: 'List the titles of the catalogue',
    description:
      'The order is total: titles that sort alike are sorted by their id. `total` is how many titles match the filter ' +
      '(exact; up to a minute old where counting is slow); a search counts to 2000 and lists the best 2000, and says so ' +
      'by `is_total_exact: false`.',
  })
  @ApiOkResponse({ type: MediaPage, description: 'One page of the catalogue' })
  @ApiErrors(ValidationError)
  async listMedia(@Query() query: ListMediaQuery): Promise<MediaPage> {
    return toMediaPage(await this.lists.list(toMediaFilter(query)), query.limit);
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
