import { Body, Controller, Delete, HttpCode, HttpStatus, Patch, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentActor } from '../../common/access/access.decorators.js';
import type { Actor } from '../../common/access/actor.js';
import { ForbiddenError, NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { UuidParam } from '../../common/http/uuid-param.js';
import { RateLimit } from '../../common/limits/rate-limit.decorator.js';
import { FeatureDisabledError } from '../../common/settings/feature-disabled.error.js';
import { DownloadBatches } from './download-batches.service.js';
import { DownloadChanges } from './download-changes.service.js';
import { DownloadCommands } from './download-commands.service.js';
import { DownloadExistsError, DownloadLimitError, DownloadStateConflictError } from './downloads.errors.js';
import { DownloadsService } from './downloads.service.js';
import { CancelDownloadBody, CancelDownloadQuery } from './dto/cancel-download.body.js';
import { ChangeDownloadBody, toDownloadChange } from './dto/change-download.body.js';
import { DownloadBatchResponse, toDownloadBatchResponse } from './dto/download-batch.response.js';
import { DownloadStatusResponse, toDownloadStatusResponse } from './dto/download-command.response.js';
import { DownloadDetailsResponse, toDownloadDetailsResponse } from './dto/download-details.response.js';
import { EverybodyQuery } from './dto/everybody.query.js';
import { QuotaExceededError } from './quotas/quotas.errors.js';

const ID = 'download_id';

/** What can be done to downloads that exist. */
@ApiTags('Downloads')
@Controller('downloads')
export class DownloadCommandsController {
  constructor(
    private readonly downloads: DownloadsService,
    private readonly commands: DownloadCommands,
    private readonly changes: DownloadChanges,
    private readonly batches: DownloadBatches,
  ) {}

  @Post('pause-all')
  @Authenticated()
  @RateLimit('downloads')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Pause all of your downloads' })
  @ApiOkResponse({ type: DownloadBatchResponse, description: 'How many are paused now that were not before' })
  @ApiErrors(ForbiddenError)
  async pauseDownloads(
    @CurrentActor() actor: Actor,
    @Query() { all }: EverybodyQuery,
  ): Promise<DownloadBatchResponse> {
    return toDownloadBatchResponse(await this.batches.pauseAll(actor, all));
  }

  @Post('resume-all')
  @Authenticated()
  @RateLimit('downloads')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Continue all of your paused downloads',
    description: 'The oldest first, as many as you may have under way. Failed ones stay as they are.',
  })
  @ApiOkResponse({ type: DownloadBatchResponse, description: 'How many continue' })
  @ApiErrors(ForbiddenError, FeatureDisabledError)
  async resumeDownloads(
    @CurrentActor() actor: Actor,
    @Query() { all }: EverybodyQuery,
  ): Promise<DownloadBatchResponse> {
    return toDownloadBatchResponse(await this.batches.resumeAll(actor, all));
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
    QuotaExceededError,
    FeatureDisabledError,
  )
  async resumeDownload(
    @CurrentActor() actor: Actor,
    @UuidParam(ID, 'Download') id: string,
  ): Promise<DownloadStatusResponse> {
    return toDownloadStatusResponse(await this.commands.resume(actor, id));
  }

  @Post(':download_id/retry')
  @Authenticated()
  @RateLimit('downloads')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Try a failed download again',
    description:
      'From what has arrived. One that waits for its next attempt is tried at once; one that is under way already just goes on.',
  })
  @ApiOkResponse({ type: DownloadStatusResponse, description: 'It waits for a worker, or runs' })
  @ApiErrors(
    NotFoundError,
    DownloadStateConflictError,
    DownloadExistsError,
    DownloadLimitError,
    QuotaExceededError,
    FeatureDisabledError,
  )
  async retryDownload(
    @CurrentActor() actor: Actor,
    @UuidParam(ID, 'Download') id: string,
  ): Promise<DownloadStatusResponse> {
    return toDownloadStatusResponse(await this.commands.retry(actor, id));
  }

  @Post(':download_id/cancel')
  @Authenticated()
  @RateLimit('downloads')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Give a download up',
    description:
      'Deletes what has arrived, unless `delete_files` is false, in the body or the query: then it stays where it is (`kept_files_path`). Cancelling twice is fine; the second time may delete what the first one kept.',
  })
  @ApiOkResponse({ type: DownloadStatusResponse, description: 'It is cancelled' })
  @ApiErrors(NotFoundError, ValidationError, DownloadStateConflictError)
  async cancelDownload(
    @CurrentActor() actor: Actor,
    @UuidParam(ID, 'Download') id: string,
    @Query() query: CancelDownloadQuery,
    @Body() body: CancelDownloadBody,
  ): Promise<DownloadStatusResponse> {
    const deletesFiles = body.delete_files ?? query.delete_files ?? true;
    return toDownloadStatusResponse(await this.commands.cancel(actor, id, { deletesFiles }));
  }

  @Post(':download_id/stop-seeding')
  @Authenticated()
  @RateLimit('downloads')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Stop sending a completed torrent to other peers' })
  @ApiOkResponse({ type: DownloadStatusResponse, description: 'It is not sent any more' })
  @ApiErrors(NotFoundError, DownloadStateConflictError)
  async stopSeeding(
    @CurrentActor() actor: Actor,
    @UuidParam(ID, 'Download') id: string,
  ): Promise<DownloadStatusResponse> {
    return toDownloadStatusResponse(await this.commands.stopSeeding(actor, id));
  }

  @Patch(':download_id')
  @Authenticated()
  @RateLimit('downloads')
  @ApiOperation({
    summary: 'Change the priority and the limits of a download',
    description: 'While it runs as well: its worker obeys within seconds. What is left out stays as it is.',
  })
  @ApiOkResponse({ type: DownloadDetailsResponse, description: 'The download' })
  @ApiErrors(NotFoundError, ValidationError, ForbiddenError, DownloadStateConflictError)
  async changeDownload(
    @CurrentActor() actor: Actor,
    @UuidParam(ID, 'Download') id: string,
    @Body() body: ChangeDownloadBody,
  ): Promise<DownloadDetailsResponse> {
    await this.changes.change(actor, id, toDownloadChange(body));
    return toDownloadDetailsResponse(await this.downloads.getById(actor, id));
  }

  @Delete(':download_id')
  @Authenticated()
  @RateLimit('downloads')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    summary: 'Take an ended download off the list',
    description:
      'What is in the library stays. What else is left of its files is deleted, also what a cancelled download has kept.',
  })
  @ApiNoContentResponse({ description: 'It is forgotten' })
  @ApiErrors(NotFoundError, DownloadStateConflictError)
  async forgetDownload(@CurrentActor() actor: Actor, @UuidParam(ID, 'Download') id: string): Promise<void> {
    await this.changes.forget(actor, id);
  }
}
