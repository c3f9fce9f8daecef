import { Body, Controller, Delete, Get, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Authenticated, CurrentActor } from '../../common/access/access.decorators.js';
import type { Actor } from '../../common/access/actor.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { FeatureDisabledError } from '../../common/settings/feature-disabled.error.js';
import { UuidParam } from '../../common/http/uuid-param.js';
import { StartStreamBody } from './dto/start-stream.body.js';
import { StreamProvidersResponse, toStreamProvidersResponse } from './dto/stream-providers.response.js';
import { StreamSessionResponse, toStreamSessionResponse } from './dto/stream-session.response.js';
import { StreamSourcesResponse, toStreamSourcesResponse } from './dto/stream-sources.response.js';
import { PublicOrigin } from './public-origin.js';
import { StreamLinks } from './stream-links.js';
import { StreamNotReadyError, StreamSourceNotFoundError } from './streaming.errors.js';
import { StreamingService } from './streaming.service.js';

@ApiTags('Streaming')
@Controller('streaming')
export class StreamingController {
  constructor(
    private readonly streaming: StreamingService,
    private readonly links: StreamLinks,
    private readonly origin: PublicOrigin,
  ) {}

  @Get('direct/:media_id')
  @Authenticated()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'List links to all copies of a title that can be played now' })
  @ApiOkResponse({ type: StreamSourcesResponse, description: 'Where it can be played, best first' })
  @ApiErrors(NotFoundError, FeatureDisabledError)
  async listStreamSources(
    @CurrentActor() actor: Actor,
    @UuidParam('media_id', 'Media') mediaId: string,
    @Req() request: Request,
  ): Promise<StreamSourcesResponse> {
    const { media, streams } = await this.streaming.listStreams(actor, mediaId);
    const origin = this.origin.of(request);
    return toStreamSourcesResponse(media, streams, ({ session }) => this.links.issue(session, origin));
  }

  @Get('providers/:media_id')
  @Authenticated()
  @ApiOperation({ summary: 'List where a title can be watched' })
  @ApiOkResponse({ type: StreamProvidersResponse, description: 'Who offers it' })
  @ApiErrors(NotFoundError)
  async listStreamProviders(
    @UuidParam('media_id', 'Media') mediaId: string,
  ): Promise<StreamProvidersResponse> {
    return toStreamProvidersResponse(mediaId, await this.streaming.localCopy(mediaId));
  }

  @Post(':media_id/start')
  @HttpCode(200)
  @Authenticated()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Start a streaming session, also of a download that is still under way' })
  @ApiOkResponse({ type: StreamSessionResponse, description: 'A link to play, and until when it is good' })
  @ApiErrors(
    ValidationError,
    NotFoundError,
    StreamSourceNotFoundError,
    StreamNotReadyError,
    FeatureDisabledError,
  )
  async startStream(
    @CurrentActor() actor: Actor,
    @UuidParam('media_id', 'Media') mediaId: string,
    @Body() body: StartStreamBody,
    @Req() request: Request,
  ): Promise<StreamSessionResponse> {
    const { quality, subtitle_language: subtitleLanguage } = body;
    const stream = await this.streaming.start(actor, mediaId, { quality, subtitleLanguage });
    return toStreamSessionResponse(stream, this.links.issue(stream.session, this.origin.of(request)));
  }

  @Delete('sessions/:session_id')
  @HttpCode(204)
  @Authenticated()
  @ApiOperation({ summary: 'End a streaming session: its link stops working' })
  @ApiNoContentResponse({ description: 'The session is over' })
  @ApiErrors(NotFoundError)
  async revokeStream(
    @CurrentActor() actor: Actor,
    @UuidParam('session_id', 'Streaming session') sessionId: string,
  ): Promise<void> {
    await this.streaming.revoke(actor, sessionId);
  }
}
