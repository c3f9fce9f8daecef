import { Controller, HttpCode, HttpStatus, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Authenticated, CurrentActor } from '../../../common/access/access.decorators.js';
import { requireSession } from '../../../common/access/actor.js';
import type { Actor } from '../../../common/access/actor.js';
import { Role } from '../../../common/access/role.js';
import { NotFoundError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { UuidParam } from '../../../common/http/uuid-param.js';
import { RateLimit } from '../../../common/limits/rate-limit.decorator.js';
import { BrowserBinding } from '../external-identities/browser-binding.js';
import { IdentityResponse, toIdentityResponse } from '../external-identities/dto/identity.response.js';
import {
  IdentityExistsError,
  IdentityTakenError,
  SignInMethodOffError,
} from '../external-identities/external-identities.errors.js';
import { PlexPinResponse, toPlexPinResponse } from './dto/plex-pin.response.js';
import { PlexEnabledGuard } from './plex-enabled.guard.js';
import { PlexPinsService } from './plex-pins.service.js';
import { PlexSignInService } from './plex-sign-in.service.js';
import {
  PlexAccessDeniedError,
  PlexPinExpiredError,
  PlexPinPendingError,
  PlexTvError,
} from './plex.errors.js';

@ApiTags('Authentication')
@Controller('auth/identities/plex/pin')
@UseGuards(PlexEnabledGuard)
export class PlexLinksController {
  constructor(
    private readonly pins: PlexPinsService,
    private readonly signIns: PlexSignInService,
    private readonly binding: BrowserBinding,
  ) {}

  @Post()
  @Authenticated(Role.User, { sessionOnly: true })
  @RateLimit('plex_pin')
  @ApiOperation({
    summary: 'Begin to link your Plex account',
    description: 'Goes on as signing in with Plex does; only this session, in this browser, can complete it.',
  })
  @ApiCreatedResponse({
    type: PlexPinResponse,
    description: 'A PIN of plex.tv, good for 15 minutes and one use',
  })
  @ApiErrors(SignInMethodOffError, PlexTvError)
  async createPlexLinkPin(
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlexPinResponse> {
    const { pin, browserSecret } = await this.pins.create(requireSession(actor));
    this.binding.issue(response, pin.id, browserSecret, pin.expiresAt);
    return toPlexPinResponse(pin);
  }

  @Post(':pin_id/complete')
  @Authenticated(Role.User, { sessionOnly: true })
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Link your Plex account with an approved PIN' })
  @ApiOkResponse({ type: IdentityResponse, description: 'The link; it signs you in from now on' })
  @ApiErrors(SignInMethodOffError, NotFoundError, PlexPinPendingError, PlexPinExpiredError)
  @ApiErrors(PlexAccessDeniedError, IdentityTakenError, IdentityExistsError, PlexTvError)
  async completePlexLink(
    @CurrentActor() actor: Actor,
    @UuidParam('pin_id', 'Plex PIN') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IdentityResponse> {
    const identity = await this.signIns.link(actor, id, this.binding.secretOf(request, id));
    this.binding.clear(response, id);
    return toIdentityResponse(identity);
  }
}
