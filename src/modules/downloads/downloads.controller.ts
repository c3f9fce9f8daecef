import { Body, Controller, Get, HttpCode, HttpStatus, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentActor } from '../../common/access/access.decorators.js';
import type { Actor } from '../../common/access/actor.js';
import { ForbiddenError, NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { UrlRefusedError } from '../../common/fetch/fetch.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { toPage } from '../../common/http/paging.js';
import type { Page } from '../../common/http/paging.js';
import { UuidParam } from '../../common/http/uuid-param.js';
import { RateLimit } from '../../common/limits/rate-limit.decorator.js';
import { FeatureDisabledError } from '../../common/settings/feature-disabled.error.js';
import { DownloadBatches } from './download-batches.service.js';
import { DownloadProgressMessage } from './download-progress.message.js';
import {
  DownloadExistsError,
  DownloadLimitError,
  InsufficientStorageError,
  SourceNotDownloadableError,
} from './downloads.errors.js';
import { DownloadsService } from './downloads.service.js';
import { StartDownloadsResponse, toStartDownloadsResponse } from './dto/download-batch.response.js';
import { StartDownloadResponse, toStartDownloadResponse } from './dto/download-command.response.js';
import { DownloadDetailsResponse, toDownloadDetailsResponse } from './dto/download-details.response.js';
import { DownloadPage, toDownloadResponse } from './dto/download.response.js';
import type { DownloadResponse } from './dto/download.response.js';
import { ListDownloadsQuery, toDownloadListQuery } from './dto/list-downloads.query.js';
import { StartDownloadBody, toDownloadRequest } from './dto/start-download.body.js';
import { StartDownloadsBody, toRequestOf } from './dto/start-downloads.body.js';
import { MagnetInvalidError } from './engine/engine.errors.js';
import { QuotaExceededError } from './quotas/quotas.errors.js';

@ApiTags('Downloads')
@ApiExtraModels(DownloadProgressMessage)
@Controller('downloads')
export class DownloadsController {
  constructor(
    private readonly downloads: DownloadsService,
    private readonly batches: DownloadBatches,
  ) {}

  @Post('start')
  @Authenticated()
  @RateLimit('downloads')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({
    summary: 'Fetch a title, or what is behind a URL',
    description:
      'Name a source of your search results, a magnet link, or both; or a URL. Progress comes on `/ws`. The same is fetched once at a time, whoever asks.',
  })
  @ApiAcceptedResponse({ type: StartDownloadResponse, description: 'A worker will fetch it' })
  @ApiErrors(
    FeatureDisabledError,
    ValidationError,
    MagnetInvalidError,
    UrlRefusedError,
    ForbiddenError,
    NotFoundError,
    DownloadExistsError,
    SourceNotDownloadableError,
    DownloadLimitError,
    QuotaExceededError,
    InsufficientStorageError,
  )
  async startDownload(
    @CurrentActor() actor: Actor,
    @Body() body: StartDownloadBody,
  ): Promise<StartDownloadResponse> {
    return toStartDownloadResponse(await this.downloads.start(actor, toDownloadRequest(body)));
  }

  @Post('start-many')
  @Authenticated()
  @RateLimit('downloads')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({
    summary: 'Fetch what is behind several URLs',
    description: 'Each becomes a download of its own. What one of them is refused does not stop the others.',
  })
  @ApiAcceptedResponse({ type: StartDownloadsResponse, description: 'What became of each URL' })
  @ApiErrors(FeatureDisabledError, ValidationError)
  async startDownloads(
    @CurrentActor() actor: Actor,
    @Body() body: StartDownloadsBody,
  ): Promise<StartDownloadsResponse> {
    const requests = body.urls.map((url) => () => toRequestOf(url, body));
    return toStartDownloadsResponse(body.urls, await this.batches.start(actor, requests));
  }

  @Get()
  @Authenticated()
  @RateLimit('downloads')
  @ApiOperation({
    summary: 'List your downloads',
    description: 'Newest first unless `sort` says otherwise. Moderators see everybody’s.',
  })
  @ApiOkResponse({ type: DownloadPage, description: 'One page of downloads' })
  @ApiErrors(ValidationError)
  async listDownloads(
    @CurrentActor() actor: Actor,
    @Query() query: ListDownloadsQuery,
  ): Promise<Page<DownloadResponse>> {
    const { found, total } = await this.downloads.list(actor, toDownloadListQuery(query));
    return toPage(
      found.map((one) => toDownloadResponse(one)),
      total,
      query,
    );
  }

  @Get(':download_id')
  @Authenticated()
  @RateLimit('downloads')
  @ApiOperation({ summary: 'Show one download, with its files and peers' })
  @ApiOkResponse({ type: DownloadDetailsResponse, description: 'The download' })
  @ApiErrors(NotFoundError)
  async getDownload(
    @CurrentActor() actor: Actor,
    @UuidParam('download_id', 'Download') id: string,
  ): Promise<DownloadDetailsResponse> {
    return toDownloadDetailsResponse(await this.downloads.getById(actor, id));
  }
}
