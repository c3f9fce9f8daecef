import { Body, Controller, HttpCode, HttpStatus, Post, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { Authenticated, CurrentActor, Public } from '../../common/access/access.decorators.js';
import type { Actor } from '../../common/access/actor.js';
import { Role } from '../../common/access/role.js';
import { InvalidTokenError, ValidationError } from '../../common/errors/common.errors.js';
import { RateLimitedError } from '../../common/errors/rate-limited.error.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { FeatureDisabledError } from '../../common/settings/feature-disabled.error.js';
import { RateLimit } from '../../common/limits/rate-limit.decorator.js';
import { CredentialsInvalidError, UserExistsError } from './auth.errors.js';
import { AuthService } from './auth.service.js';
import { LoginBody, RefreshTokenBody, RegisterUserBody, browserWishes } from './dto/auth.bodies.js';
import {
  LoginResponse,
  RegisterUserResponse,
  TokenResponse,
  toLoginResponse,
  toRegisterUserResponse,
  toTokenResponse,
} from './dto/auth.responses.js';
import { SessionCookies } from './sessions/session-cookies.js';
import { SessionRenewalService } from './sessions/session-renewal.service.js';

@ApiTags('Authentication')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly renewal: SessionRenewalService,
    private readonly cookies: SessionCookies,
  ) {}

  @Post('register')
  @Public()
  @RateLimit('sign_in')
  @ApiOperation({ summary: 'Create an account and sign in' })
  @ApiCreatedResponse({ type: RegisterUserResponse, description: 'The account and its first tokens' })
  @ApiErrors(ValidationError, UserExistsError, FeatureDisabledError)
  async registerUser(@Body() body: RegisterUserBody): Promise<RegisterUserResponse> {
    return toRegisterUserResponse(await this.auth.register(body));
  }

  @Post('login')
  @Public()
  @RateLimit('sign_in')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Sign in with name and password',
    description:
      'With `use_cookies` or `remember_me` the browser is signed in as well: see `POST /api/v1/auth/csrf-token`.',
  })
  @ApiOkResponse({ type: LoginResponse, description: 'A pair of tokens' })
  @ApiErrors(ValidationError, CredentialsInvalidError, RateLimitedError)
  async login(
    @Body() body: LoginBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LoginResponse> {
    const signedIn = await this.auth.login(body.username, body.password, browserWishes(body));
    if (signedIn.cookies) this.cookies.write(response, signedIn.cookies);
    return toLoginResponse(signedIn);
  }

  @Post('refresh')
  @Public()
  @RateLimit('token_refresh')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Exchange a refresh token for the next pair',
    description: 'Each refresh token is good for one use. Showing one a second time ends its session.',
  })
  @ApiOkResponse({ type: TokenResponse, description: 'The next pair of tokens' })
  @ApiErrors(ValidationError, InvalidTokenError)
  async refreshToken(@Body() body: RefreshTokenBody): Promise<TokenResponse> {
    return toTokenResponse(await this.renewal.refresh(body.refresh_token));
  }

  @Post('logout')
  @Authenticated(Role.User, { sessionOnly: true, duringPasswordChange: true })
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    summary: 'Sign out of this session',
    description: 'Takes effect at once: the access token is refused from then on.',
  })
  @ApiNoContentResponse({ description: 'Signed out' })
  async logout(@CurrentActor() actor: Actor, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.auth.logout(actor);
    this.cookies.clear(response);
  }

  @Post('logout-all')
  @Authenticated(Role.User, { sessionOnly: true, duringPasswordChange: true })
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    summary: 'Sign out everywhere',
    description: 'Ends every session of yours, this one too, and forgets every browser. API keys stay.',
  })
  @ApiNoContentResponse({ description: 'Signed out everywhere' })
  async logoutAll(
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.auth.logoutAll(actor);
    this.cookies.clear(response);
  }
}
