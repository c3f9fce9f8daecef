import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Authenticated, CurrentActor, Public } from '../../common/access/access.decorators.js';
import type { Actor } from '../../common/access/actor.js';
import { InvalidTokenError, ValidationError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { CredentialsInvalidError, UserExistsError } from './auth.errors.js';
import { AuthService } from './auth.service.js';
import { LoginBody, RefreshTokenBody, RegisterUserBody } from './dto/auth.bodies.js';
import {
  LoginResponse,
  RegisterUserResponse,
  TokenResponse,
  toLoginResponse,
  toRegisterUserResponse,
  toTokenResponse,
} from './dto/auth.responses.js';

@ApiTags('Authentication')
@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('register')
  @Public()
  @ApiOperation({ summary: 'Create an account and sign in' })
  @ApiCreatedResponse({ type: RegisterUserResponse, description: 'The account and its first tokens' })
  @ApiErrors(ValidationError, UserExistsError)
  async registerUser(@Body() body: RegisterUserBody): Promise<RegisterUserResponse> {
    return toRegisterUserResponse(await this.auth.register(body));
  }

  @Post('login')
  @Public()
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Sign in with name and password' })
  @ApiOkResponse({ type: LoginResponse, description: 'A pair of tokens' })
  @ApiErrors(ValidationError, CredentialsInvalidError)
  async login(@Body() body: LoginBody): Promise<LoginResponse> {
    return toLoginResponse(await this.auth.login(body.username, body.password));
  }

  @Post('refresh')
  @Public()
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Exchange a refresh token for the next pair',
    description: 'Each refresh token is good for one use. Showing one a second time ends its session.',
  })
  @ApiOkResponse({ type: TokenResponse, description: 'The next pair of tokens' })
  @ApiErrors(ValidationError, InvalidTokenError)
  async refreshToken(@Body() body: RefreshTokenBody): Promise<TokenResponse> {
    return toTokenResponse(await this.auth.refresh(body.refresh_token));
  }

  @Post('logout')
  @Authenticated()
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    summary: 'Sign out of this session',
    description: 'Takes effect at once: the access token is refused from then on.',
  })
  @ApiNoContentResponse({ description: 'Signed out' })
  async logout(@CurrentActor() actor: Actor): Promise<void> {
    await this.auth.logout(actor);
  }
}
