import { Controller, HttpCode, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Authenticated, CurrentActor, Public } from '../../../common/access/access.decorators.js';
import { requireSession } from '../../../common/access/actor.js';
import type { Actor } from '../../../common/access/actor.js';
import { CsrfTokens } from '../../../common/access/csrf-tokens.js';
import { Role } from '../../../common/access/role.js';
import { InvalidTokenError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { readCookie } from '../../../common/http/cookies.js';
import { RateLimit } from '../../../common/limits/rate-limit.decorator.js';
import { LoginResponse, toLoginResponse } from '../dto/auth.responses.js';
import { CsrfTokenResponse } from './dto/csrf-token.response.js';
import { REMEMBER_COOKIE, SessionCookies } from './session-cookies.js';
import { SessionRenewalService } from './session-renewal.service.js';

/** Sessions that a browser holds in cookies. */
@ApiTags('Authentication')
@Controller('auth')
export class BrowserSessionsController {
  constructor(
    private readonly renewal: SessionRenewalService,
    private readonly cookies: SessionCookies,
    private readonly csrfTokens: CsrfTokens,
  ) {}

  @Post('remember')
  @Public()
  @RateLimit('token_refresh')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Sign in again with the remember cookie',
    description:
      'Opens a new session and replaces the cookie. One that is shown again later ends all that came of it: it was copied.',
  })
  @ApiOkResponse({ type: LoginResponse, description: 'As after a login; the new cookies are set' })
  @ApiErrors(InvalidTokenError)
  async resumeSession(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LoginResponse> {
    const token = readCookie(request.get('cookie'), REMEMBER_COOKIE);
    if (token === undefined) throw new InvalidTokenError('There is no remember cookie');
    const signedIn = await this.renewal.resume(token);
    if (signedIn.cookies) this.cookies.write(response, signedIn.cookies);
    return toLoginResponse(signedIn);
  }

  @Post('csrf-token')
  @Authenticated(Role.User, { sessionOnly: true, duringPasswordChange: true, withoutCsrfToken: true })
  @RateLimit('csrf_token')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Get a CSRF token',
    description:
      'A browser that is signed in by cookie sends it in `X-CSRF-Token` with each write. It is also set as a cookie, and the two must agree. Requests with an Authorization or X-API-Key header need none.',
  })
  @ApiOkResponse({ type: CsrfTokenResponse, description: 'Good for this session and one hour' })
  createCsrfToken(
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): CsrfTokenResponse {
    const { token, expiresAt } = this.csrfTokens.issue(requireSession(actor));
    this.cookies.writeCsrfToken(response, token, expiresAt);
    return { csrf_token: token, expires_at: expiresAt.toISOString() };
  }
}
