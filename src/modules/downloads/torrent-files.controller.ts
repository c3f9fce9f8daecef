import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Post,
  Res,
  StreamableFile,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiAcceptedResponse, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Authenticated, CurrentActor } from '../../common/access/access.decorators.js';
import type { Actor } from '../../common/access/actor.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { UuidParam } from '../../common/http/uuid-param.js';
import { RateLimit } from '../../common/limits/rate-limit.decorator.js';
import { FeatureDisabledError } from '../../common/settings/feature-disabled.error.js';
import { DownloadExistsError, DownloadLimitError } from './downloads.errors.js';
import { DownloadsService } from './downloads.service.js';
import { StartDownloadResponse, toStartDownloadResponse } from './dto/download-command.response.js';
import { StartTorrentFileBody, toTorrentFileRequest } from './dto/start-torrent-file.body.js';
import { TorrentRefusedError } from './engine/engine.errors.js';
import { MAX_METADATA_BYTES } from './engine/torrent/torrent-limits.js';
import { TorrentFileUnknownError, TorrentFiles } from './torrent-files.service.js';

const FIELD = 'torrent_file';
const UPLOAD_LIMITS = {
  fileSize: MAX_METADATA_BYTES,
  files: 1,
  fields: 10,
  fieldSize: 1000,
  fieldNameSize: 100,
};

/** .torrent files: sent to be fetched, and given out. */
@ApiTags('Downloads')
@Controller('downloads')
export class TorrentFilesController {
  constructor(
    private readonly downloads: DownloadsService,
    private readonly torrents: TorrentFiles,
  ) {}

  @Post('torrent-file')
  @Authenticated()
  @RateLimit('downloads')
  @HttpCode(HttpStatus.ACCEPTED)
  @UseInterceptors(FileInterceptor(FIELD, { limits: UPLOAD_LIMITS }))
  @ApiConsumes('multipart/form-data')
  @ApiOperation({ summary: 'Fetch what a .torrent file names' })
  @ApiAcceptedResponse({ type: StartDownloadResponse, description: 'A worker will fetch it' })
  @ApiErrors(
    FeatureDisabledError,
    ValidationError,
    TorrentRefusedError,
    NotFoundError,
    DownloadExistsError,
    DownloadLimitError,
  )
  async startTorrentFile(
    @CurrentActor() actor: Actor,
    @Body() body: StartTorrentFileBody,
    @UploadedFile() file?: { readonly buffer: Buffer },
  ): Promise<StartDownloadResponse> {
    if (!file)
      throw new ValidationError(`Send the .torrent file as ${FIELD}, in a body of type multipart/form-data`, {
        field: FIELD,
      });
    return toStartDownloadResponse(
      await this.downloads.start(actor, toTorrentFileRequest(body, file.buffer)),
    );
  }

  @Get(':download_id/torrent')
  @Authenticated()
  @RateLimit('downloads')
  @ApiOperation({
    summary: 'Save the .torrent file of a download',
    description: 'It names the trackers of the download: on private ones these know who you are.',
  })
  @ApiOkResponse({
    description: 'The .torrent file',
    content: { 'application/x-bittorrent': { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiErrors(NotFoundError, TorrentFileUnknownError)
  async getTorrentFile(
    @CurrentActor() actor: Actor,
    @UuidParam('download_id', 'Download') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { fileName, bytes } = await this.torrents.export(actor, id);
    response.attachment(fileName);
    return new StreamableFile(bytes, { type: 'application/x-bittorrent', length: bytes.length });
  }
}
