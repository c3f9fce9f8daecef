import { Body, Controller, Get, HttpCode, HttpStatus, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentActor } from '../../common/access/access.decorators.js';
import type { Actor } from '../../common/access/actor.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { FeatureDisabledError } from '../../common/settings/feature-disabled.error.js';
import { offsetOf, toPage } from '../../common/http/paging.js';
import type { Page } from '../../common/http/paging.js';
import { UuidParam } from '../../common/http/uuid-param.js';
import { RateLimit } from '../../common/limits/rate-limit.decorator.js';
import { DownloadCommands } from './download-commands.service.js';
import { DownloadProgressMessage } from './download-progress.message.js';
import { DownloadsService } from './downloads.service.js';
import {
  DownloadExistsError,
  DownloadLimitError,
  DownloadStateConflictError,
  SourceNotDownloadableError,
} from './downloads.errors.js';
import {
  DownloadStatusResponse,
  StartDownloadResponse,
  toDownloadStatusResponse,
  toStartDownloadResponse,
} from './dto/download-command.response.js';
import { DownloadDetailsResponse, toDownloadDetailsResponse } from './dto/download-details.response.js';
import { DownloadPage, toDownloadResponse } from './dto/download.response.js';
import type { DownloadResponse } from './dto/download.response.js';
import { ListDownloadsQuery } from './dto/list-downloads.query.js';
import { StartDownloadBody, toDownloadRequest } from './dto/start-download.body.js';
import { MagnetInvalidError } from './engine/engine.errors.js';

const ID = 'download_id';

@ApiTags('Downloads')
@ApiExtraModels(DownloadProgressMessage)
@Controller('downloads')
export class DownloadsController {
  constructor(
    private readonly downloads: DownloadsService,
    private readonly commands: DownloadCommands,
  ) {}

  @Post('start')
  @Authenticated()
  @RateLimit('downloads')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({
    summary: 'Fetch a title',
    description: 'Name a source of your search results, a magnet link, or both. Progress comes on `/ws`.',
  })
  @ApiAcceptedResponse({ type: StartDownloadResponse, description: 'A worker will fetch it' })
  @ApiErrors(
    FeatureDisabledError,
    ValidationError,
    MagnetInvalidError,
    NotFoundError,
    DownloadExistsError,
    SourceNotDownloadableError,
    DownloadLimitError,
  )
  async startDownload(
    @CurrentActor() actor: Actor,
    @Body() body: StartDownloadBody,
  ): Promise<StartDownloadResponse> {
    return toStartDownloadResponse(await this.downloads.start(actor, toDownloadRequest(body)));
  }

  @Get()
  @Authenticated()
  @RateLimit('downloads')
  @ApiOperation({ summary: 'List your downloads', description: 'Newest first. Moderators see everybody’s.' })
  @ApiOkResponse({ type: DownloadPage, description: 'One page of downloads' })
  @ApiErrors(ValidationError)
  async listDownloads(
    @CurrentActor() actor: Actor,
    @Query() query: ListDownloadsQuery,
  ): Promise<Page<DownloadResponse>> {
    const { status, limit } = query;
    const { found, total } = await this.downloads.list(actor, { status, limit, offset: offsetOf(query) });
    return toPage(
      found.map((one) => toDownloadResponse(one)),
      total,
      query,
    );
  }

  @Get(':download_id')
  @Authenticated()
  @RateLimit('downloads')
  @ApiOperation({ summary: 'Show one download' })
  @ApiOkResponse({ type: DownloadDetailsResponse, description: 'The download' })
  @ApiErrors(NotFoundError)
  async getDownload(
    @CurrentActor() actor: Actor,
    @UuidParam(ID, 'Download') id: string,
  ): Promise<DownloadDetailsResponse> {
    return toDownloadDetailsResponse(await this.downloads.getById(actor, id));
  }

  @Post(':download_id/pause')
  @Authenticated()
  @RateLimit('downloads')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Pause a download',
    description: 'Keeps what has arrived. Pausing twice is fine.',
  })
  @ApiOkResponse({ type: DownloadStatusResponse, description: 'It is paused' })
  @ApiErrors(NotFoundError, DownloadStateConflictError)
  async pauseDownload(
    @CurrentActor() actor: Actor,
    @UuidParam(ID, 'Download') id: string,
  ): Promise<DownloadStatusResponse> {
    return toDownloadStatusResponse(await this.commands.pause(actor, id));
  }

  @Post(':download_id/resume')
  @Authenticated()
  @RateLimit('downloads')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Continue a download',
    description: 'Continues a paused download, and tries a failed one again, from what has arrived.',
  })
  @ApiOkResponse({ type: DownloadStatusResponse, description: 'It waits for a worker, or runs' })
  @ApiErrors(
    NotFoundError,
    DownloadStateConflictError,
    DownloadExistsError,
    DownloadLimitError,
    FeatureDisabledError,
  )
  async resumeDownload(
    @CurrentActor() actor: Actor,
    @UuidParam(ID, 'Download') id: string,
  ): Promise<DownloadStatusResponse> {
    return toDownloadStatusResponse(await this.commands.resume(actor, id));
  }

  @Post(':download_id/cancel')
  @Authenticated()
  @RateLimit('downloads')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Give a download up',
    description: 'Deletes what has arrived. Cancelling twice is fine.',
  })
  @ApiOkResponse({ type: DownloadStatusResponse, description: 'It is cancelled' })
  @ApiErrors(NotFoundError, DownloadStateConflictError)
  async cancelDownload(
    @CurrentActor() actor: Actor,
    @UuidParam(ID, 'Download') id: string,
  ): Promise<DownloadStatusResponse> {
    return toDownloadStatusResponse(await this.commands.cancel(actor, id));
  }
}
