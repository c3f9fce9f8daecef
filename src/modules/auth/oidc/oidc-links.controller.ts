import { Body, Controller, HttpCode, HttpStatus, Post, Res, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Authenticated, CurrentActor } from '../../../common/access/access.decorators.js';
import { requireSession } from '../../../common/access/actor.js';
import type { Actor } from '../../../common/access/actor.js';
import { Role } from '../../../common/access/role.js';
import { ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { RateLimit } from '../../../common/limits/rate-limit.decorator.js';
import { BrowserBinding } from '../external-identities/browser-binding.js';
import { SignInMethodOffError } from '../external-identities/external-identities.errors.js';
import { BeginOidcLinkBody } from './dto/oidc.bodies.js';
import { OidcAuthorizationResponse } from './dto/oidc.responses.js';
import { OidcEnabledGuard } from './oidc-enabled.guard.js';
import { OidcIssuerUnavailableError } from './oidc.errors.js';
import { OidcSignInService } from './oidc-sign-in.service.js';

@ApiTags('Authentication')
@Controller('auth/identities/oidc')
@UseGuards(OidcEnabledGuard)
export class OidcLinksController {
  constructor(
    private readonly signIns: OidcSignInService,
    private readonly binding: BrowserBinding,
  ) {}

  @Post()
  @Authenticated(Role.User, { sessionOnly: true })
  @RateLimit('oidc_sign_in')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Begin to link your account at the OpenID Connect issuer',
    description: 'Ends at `return_to`, with `error` when it failed. The session must last until then.',
  })
  @ApiOkResponse({ type: OidcAuthorizationResponse, description: 'Where to send this browser' })
  @ApiErrors(ValidationError, SignInMethodOffError, OidcIssuerUnavailableError)
  async beginOidcLink(
    @CurrentActor() actor: Actor,
    @Body() body: BeginOidcLinkBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OidcAuthorizationResponse> {
    const linkSessionId = requireSession(actor);
    const wishes = { returnTo: body.return_to, remember: false, codeChallenge: null, linkSessionId };
    const { url, state, browserSecret, expiresAt } = await this.signIns.begin(wishes);
    this.binding.issue(response, state, browserSecret, expiresAt);
    return { authorization_url: url };
  }
}
