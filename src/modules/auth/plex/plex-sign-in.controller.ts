import { Body, Controller, Get, HttpCode, HttpStatus, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../../common/access/access.decorators.js';
import { NotFoundError, ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { UuidParam } from '../../../common/http/uuid-param.js';
import { RateLimit } from '../../../common/limits/rate-limit.decorator.js';
import { BrowserWishesBody, browserWishes } from '../dto/auth.bodies.js';
import { LoginResponse, toLoginResponse } from '../dto/auth.responses.js';
import { BrowserBinding } from '../external-identities/browser-binding.js';
import {
  AccountInactiveError,
  AccountNotLinkedError,
  SignInMethodOffError,
} from '../external-identities/external-identities.errors.js';
import { SessionCookies } from '../sessions/session-cookies.js';
import {
  PlexPinResponse,
  PlexPinStatusResponse,
  toPlexPinResponse,
  toPlexPinStatusResponse,
} from './dto/plex-pin.response.js';
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
@Controller('auth/plex/pin')
@UseGuards(PlexEnabledGuard)
export class PlexSignInController {
  constructor(
    private readonly pins: PlexPinsService,
    private readonly signIns: PlexSignInService,
    private readonly binding: BrowserBinding,
    private readonly cookies: SessionCookies,
  ) {}

  @Post()
  @Public()
  @RateLimit('plex_pin')
  @ApiOperation({
    summary: 'Begin to sign in with Plex',
    description:
      'Open `auth_url` for the person, ask for the status once a second until it is `authorized`, then complete. A cookie ties the PIN to this browser: nobody else can ask for it or use it.',
  })
  @ApiCreatedResponse({
    type: PlexPinResponse,
    description: 'A PIN of plex.tv, good for 15 minutes and one use',
  })
  @ApiErrors(SignInMethodOffError, PlexTvError)
  async createPlexPin(@Res({ passthrough: true }) response: Response): Promise<PlexPinResponse> {
    const { pin, browserSecret } = await this.pins.create(null);
    this.binding.issue(response, pin.id, browserSecret, pin.expiresAt);
    return toPlexPinResponse(pin);
  }

  @Get(':pin_id')
  @Public()
  @RateLimit('plex_pin_status')
  @ApiOperation({
    summary: 'Ask whether a Plex PIN has been approved',
    description:
      'Changes nothing. plex.tv itself is asked once a second at most, however often this is called.',
  })
  @ApiOkResponse({ type: PlexPinStatusResponse, description: 'What has become of it' })
  @ApiErrors(SignInMethodOffError, NotFoundError, PlexTvError)
  async getPlexPin(
    @UuidParam('pin_id', 'Plex PIN') id: string,
    @Req() request: Request,
  ): Promise<PlexPinStatusResponse> {
    const { pin, status } = await this.pins.poll(id, this.binding.secretOf(request, id));
    return toPlexPinStatusResponse(pin, status);
  }

  @Post(':pin_id/complete')
  @Public()
  @RateLimit('sign_in')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Sign in with an approved Plex PIN',
    description:
      'As a login with a password: tokens, and cookies when the body asks for them. Uses the PIN up.',
  })
  @ApiOkResponse({ type: LoginResponse, description: 'A pair of tokens' })
  @ApiErrors(ValidationError, SignInMethodOffError, NotFoundError, PlexPinPendingError, PlexPinExpiredError)
  @ApiErrors(PlexAccessDeniedError, AccountNotLinkedError, AccountInactiveError, PlexTvError)
  async completePlexSignIn(
    @UuidParam('pin_id', 'Plex PIN') id: string,
    @Body() body: BrowserWishesBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LoginResponse> {
    const secret = this.binding.secretOf(request, id);
    const signedIn = await this.signIns.signIn(id, secret, browserWishes(body));
    this.binding.clear(response, id);
    if (signedIn.cookies) this.cookies.write(response, signedIn.cookies);
    return toLoginResponse(signedIn);
  }
}
