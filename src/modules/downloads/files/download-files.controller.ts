import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentActor } from '../../../common/access/access.decorators.js';
import type { Actor } from '../../../common/access/actor.js';
import { NotFoundError, ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { PageQuery, offsetOf, toPage } from '../../../common/http/paging.js';
import type { Page } from '../../../common/http/paging.js';
import { UuidParam } from '../../../common/http/uuid-param.js';
import { RateLimit } from '../../../common/limits/rate-limit.decorator.js';
import { DownloadFiles } from './download-files.service.js';
import { LocatedFilePage, toLocatedFileResponse } from './dto/download-files.response.js';
import type { LocatedFileResponse } from './dto/download-files.response.js';

@ApiTags('Downloads')
@Controller('downloads')
export class DownloadFilesController {
  constructor(private readonly files: DownloadFiles) {}

  @Get(':download_id/files')
  @Authenticated()
  @RateLimit('downloads')
  @ApiOperation({
    summary: 'List the files of a download',
    description: 'In the order of the download; empty until they are known.',
  })
  @ApiOkResponse({ type: LocatedFilePage, description: 'One page of files' })
  @ApiErrors(ValidationError, NotFoundError)
  async listDownloadFiles(
    @CurrentActor() actor: Actor,
    @UuidParam('download_id', 'Download') id: string,
    @Query() query: PageQuery,
  ): Promise<Page<LocatedFileResponse>> {
    const { found, total } = await this.files.list(actor, id, {
      offset: offsetOf(query),
      limit: query.limit,
    });
    return toPage(found.map(toLocatedFileResponse), total, query);
  }
}
