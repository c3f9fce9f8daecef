import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../common/access/access.decorators.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { FeatureDisabledError } from '../../common/settings/feature-disabled.error.js';
import { UuidParam } from '../../common/http/uuid-param.js';
import { RateLimit } from '../../common/limits/rate-limit.decorator.js';
import { Logger } from '../../common/logging/logger.js';
import { answerBytes } from './bytes/answer-bytes.js';
import { StreamFileQuery } from './dto/stream-file.query.js';
import { StreamLinks } from './stream-links.js';
import { StreamOpener } from './stream-opener.service.js';
import {
  RangeNotSatisfiableError,
  StreamFileMissingError,
  StreamLinkExpiredError,
  StreamLinkInvalidError,
  StreamUnavailableError,
} from './streaming.errors.js';

const BYTES = { type: 'string', format: 'binary' } as const;

/** Players can't send our tokens, so the link itself is the credential. */
@ApiTags('Streaming')
@Controller('streaming/sessions')
export class StreamFilesController {
  constructor(
    private readonly links: StreamLinks,
    private readonly opener: StreamOpener,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** HEAD is answered too. */
  @Get(':session_id/file')
  @Public()
  @RateLimit('stream')
  @ApiOperation({
    summary: 'Read the file of a streaming session, or a range of it, by the link of the session',
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
    FeatureDisabledError,
    ValidationError,
    NotFoundError,
    StreamLinkInvalidError,
    StreamLinkExpiredError,
    StreamFileMissingError,
    RangeNotSatisfiableError,
    StreamUnavailableError,
  )
  async readStreamFile(
    @UuidParam('session_id', 'Streaming session') sessionId: string,
    @Query() { expires, signature }: StreamFileQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    this.links.check(sessionId, expires, signature);
    const source = await this.opener.open(sessionId);
    await answerBytes(request, response, source, (error) =>
      this.logger.warn({ err: error, session_id: sessionId }, 'A stream was cut short'),
    );
  }
}
