import { Controller, Delete, Get, HttpCode, HttpStatus, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentActor } from '../../../common/access/access.decorators.js';
import type { Actor } from '../../../common/access/actor.js';
import { Role } from '../../../common/access/role.js';
import { NotFoundError, ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { PageQuery, toPage } from '../../../common/http/paging.js';
import type { Page } from '../../../common/http/paging.js';
import { UuidParam } from '../../../common/http/uuid-param.js';
import { SessionPage, SessionResponse, toSessionResponse } from './dto/session.response.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('Authentication')
@Controller('auth/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Get()
  @Authenticated(Role.User, { sessionOnly: true })
  @ApiOperation({ summary: 'List where you are signed in' })
  @ApiOkResponse({ type: SessionPage, description: 'Your live sessions, the last used first' })
  @ApiErrors(ValidationError)
  async listSessions(@CurrentActor() actor: Actor, @Query() page: PageQuery): Promise<Page<SessionResponse>> {
    const [sessions, total] = await this.sessions.listOf(actor.id, page);
    const data = sessions.map((session) => toSessionResponse(session, actor.sessionId));
    return toPage(data, total, page);
  }

  @Delete(':session_id')
  @Authenticated(Role.User, { sessionOnly: true })
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    summary: 'Sign out one device',
    description: 'Its tokens are refused from then on, its sockets are closed and its browser is forgotten.',
  })
  @ApiNoContentResponse({ description: 'Ended' })
  @ApiErrors(NotFoundError)
  async endSession(
    @CurrentActor() actor: Actor,
    @UuidParam('session_id', 'Session') id: string,
  ): Promise<void> {
    await this.sessions.end(actor.id, id);
  }
}
