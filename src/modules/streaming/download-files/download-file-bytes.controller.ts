import { Controller, Get, Inject, ParseIntPipe, Param, Req, Res } from '@nestjs/common';
import {
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Authenticated, CurrentActor } from '../../../common/access/access.decorators.js';
import type { Actor } from '../../../common/access/actor.js';
import { NotFoundError, ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { UuidParam } from '../../../common/http/uuid-param.js';
import { RateLimit } from '../../../common/limits/rate-limit.decorator.js';
import { Logger } from '../../../common/logging/logger.js';
import { ATTACHMENT, answerBytes } from '../bytes/answer-bytes.js';
import {
  RangeNotSatisfiableError,
  StreamFileMissingError,
  StreamUnavailableError,
} from '../streaming.errors.js';
import { DownloadFileBytes } from './download-file-bytes.service.js';

const BYTES = { type: 'string', format: 'binary' } as const;
const MAX_INDEX = 999_999_999;
const INDEX = new ParseIntPipe({
  exceptionFactory: () => new ValidationError('index must be a whole number', { field: 'index' }),
});

/** What was downloaded is a stranger's: it is handed out to be saved, and no browser takes it for a page. */
@ApiTags('Downloads')
@Controller('downloads')
export class DownloadFileBytesController {
  constructor(
    private readonly bytes: DownloadFileBytes,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** HEAD is answered too. */
  @Get(':download_id/files/:index')
  @Authenticated()
  @RateLimit('downloads')
  @ApiOperation({
    summary: 'Save a file of a download, or a range of it',
    description: 'From the library, or while it is still arriving: then what is missing is fetched first.',
  })
  @ApiParam({
    name: 'index',
    description: 'Its number in the download',
    schema: { type: 'integer', minimum: 0, maximum: MAX_INDEX },
  })
  @ApiHeader({
    name: 'Range',
    required: false,
    description: 'Part that is wanted (RFC 9110 §14)',
    example: 'bytes=0-1048575',
  })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: BYTES, description: 'The whole file' })
  @ApiResponse({ status: 206, schema: BYTES, description: 'The range that was asked for' })
  @ApiResponse({ status: 304, description: 'Unchanged since the client read it' })
  @ApiResponse({ status: 412, description: 'The file is not the one that `If-Match` names' })
  @ApiErrors(
    ValidationError,
    NotFoundError,
    StreamFileMissingError,
    RangeNotSatisfiableError,
    StreamUnavailableError,
  )
  async readDownloadFile(
    @CurrentActor() actor: Actor,
    @UuidParam('download_id', 'Download') id: string,
    @Param('index', INDEX) index: number,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const source = await this.bytes.open(actor, id, index);
    const onCut = (error: unknown) =>
      this.logger.warn({ err: error, download_id: id, index }, 'A file was sent in part only');
    await answerBytes(request, response, source, onCut, ATTACHMENT);
  }
}
