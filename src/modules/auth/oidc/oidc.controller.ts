import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  HttpStatus,
  Post,
  Query,
  Redirect,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { HttpRedirectResponse } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../../common/access/access.decorators.js';
import { ValidationError } from '../../../common/errors/common.errors.js';
import { DomainError } from '../../../common/errors/domain-error.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { RateLimit } from '../../../common/limits/rate-limit.decorator.js';
import { LoginResponse, toLoginResponse } from '../dto/auth.responses.js';
import { BrowserBinding } from '../external-identities/browser-binding.js';
import { SignInMethodOffError } from '../external-identities/external-identities.errors.js';
import { SessionCookies } from '../sessions/session-cookies.js';
import { BeginOidcSignInQuery, ExchangeOidcCodeBody } from './dto/oidc.bodies.js';
import { OidcEnabledGuard } from './oidc-enabled.guard.js';
import {
  ExchangeCodeInvalidError,
  OidcIssuerUnavailableError,
  SignInAttemptInvalidError,
} from './oidc.errors.js';
import { OidcExchangeService } from './oidc-exchange.service.js';
import { OidcSignInService } from './oidc-sign-in.service.js';
import type { FinishedOidcSignIn } from './oidc-sign-in.service.js';
import { withParameter } from './return-url.js';

const redirectTo = (url: string): HttpRedirectResponse => ({ url, statusCode: HttpStatus.FOUND });

/** Issuers add parameters of their own, which the validation of a query class would refuse. */
const parametersOf = ({ originalUrl }: Request): URLSearchParams =>
  new URL(originalUrl, 'http://localhost').searchParams;

@ApiTags('Authentication')
@Controller('auth/oidc')
@UseGuards(OidcEnabledGuard)
export class OidcController {
  constructor(
    private readonly signIns: OidcSignInService,
    private readonly exchanges: OidcExchangeService,
    private readonly binding: BrowserBinding,
    private readonly cookies: SessionCookies,
  ) {}

  @Get('login')
  @Public()
  @RateLimit('oidc_sign_in')
  @Redirect()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Sign in with OpenID Connect',
    description:
      'Send the browser here. It goes to the issuer, comes back to the callback, and ends at `return_to`: with cookies when those are asked for, else with a one-time `code` for `POST /api/v1/auth/oidc/exchange`.',
  })
  @ApiFoundResponse({ description: "To the issuer's page; a cookie ties the sign-in to this browser" })
  @ApiErrors(ValidationError, SignInMethodOffError, OidcIssuerUnavailableError)
  async beginOidcSignIn(
    @Query() query: BeginOidcSignInQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<HttpRedirectResponse> {
    const { return_to: returnTo, use_cookies: usesCookies, remember_me: remember } = query;
    const codeChallenge = query.code_challenge ?? null;
    if ((usesCookies || remember) === (codeChallenge !== null))
      throw new ValidationError('Ask for either cookies or, with code_challenge, a code', {
        field: 'code_challenge',
      });
    const wishes = { returnTo, remember, codeChallenge, linkSessionId: null };
    const { url, state, browserSecret, expiresAt } = await this.signIns.begin(wishes);
    this.binding.issue(response, state, browserSecret, expiresAt);
    return redirectTo(url);
  }

  @Get('callback')
  @Public()
  @RateLimit('oidc_sign_in')
  @Redirect()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Where the issuer sends the browser back to',
    description:
      'Goes on to `return_to`. When the sign-in fails, `error` there holds the code that an API answer would have; only a sign-in that this browser did not begin is answered here.',
  })
  @ApiQuery({ name: 'state', required: true, type: String, description: 'As it was sent to the issuer' })
  @ApiQuery({ name: 'code', required: false, type: String, description: "The issuer's code" })
  @ApiQuery({ name: 'error', required: false, type: String, description: "The issuer's refusal" })
  @ApiFoundResponse({ description: 'To return_to' })
  @ApiErrors(SignInAttemptInvalidError, SignInMethodOffError)
  async finishOidcSignIn(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<HttpRedirectResponse> {
    const { location, cookies } = await this.finish(request, response);
    if (cookies) this.cookies.write(response, cookies);
    return redirectTo(location);
  }

  @Post('exchange')
  @Public()
  @RateLimit('oidc_sign_in')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Exchange the code of an OpenID Connect sign-in for tokens',
    description: 'For frontends that hold their tokens themselves. No token ever stands in a URL.',
  })
  @ApiOkResponse({ type: LoginResponse, description: 'A pair of tokens' })
  @ApiErrors(ValidationError, ExchangeCodeInvalidError, SignInMethodOffError)
  async exchangeOidcCode(@Body() body: ExchangeOidcCodeBody): Promise<LoginResponse> {
    return toLoginResponse(await this.exchanges.exchange(body.code, body.code_verifier));
  }

  private async finish(request: Request, response: Response): Promise<FinishedOidcSignIn> {
    const parameters = parametersOf(request);
    const state = parameters.get('state') ?? '';
    const browserSecret = this.binding.secretOf(request, state) ?? '';
    const signIn = await this.signIns.claim(state, browserSecret);
    this.binding.clear(response, state);
    try {
      return await this.signIns.finish(signIn, parameters, { state, browserSecret });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { location: withParameter(signIn.returnTo, 'error', error.code), cookies: null };
    }
  }
}
