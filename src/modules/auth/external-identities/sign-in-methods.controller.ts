import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../common/access/access.decorators.js';
import { OidcConfig } from '../../../common/config/oidc.config.js';
import { PlexSignInConfig } from '../../../common/config/plex-sign-in.config.js';
import { SETTINGS } from '../../../common/settings/settings.js';
import { SettingsService } from '../../../common/settings/settings.service.js';
import { SignInMethodName, SignInMethodsResponse } from './dto/sign-in-methods.response.js';
import type { SignInMethodResponse } from './dto/sign-in-methods.response.js';

@ApiTags('Authentication')
@Controller('auth/methods')
export class SignInMethodsController {
  constructor(
    private readonly plex: PlexSignInConfig,
    private readonly oidc: OidcConfig,
    private readonly settings: SettingsService,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'List the ways to sign in', description: 'For login pages.' })
  @ApiOkResponse({ type: SignInMethodsResponse, description: 'In the order to show them' })
  listSignInMethods(): SignInMethodsResponse {
    return { methods: [this.passwordMethod(), ...this.plexMethod(), ...this.oidcMethod()] };
  }

  private passwordMethod(): SignInMethodResponse {
    return {
      method: SignInMethodName.Password,
      label: 'Password',
      path: '/api/v1/auth/login',
      can_create_account: this.settings.get(SETTINGS.features.registration_enabled),
    };
  }

  private plexMethod(): SignInMethodResponse[] {
    if (this.plex.mode === 'off') return [];
    const isOpen = this.plex.mode === 'server';
    return [
      {
        method: SignInMethodName.Plex,
        label: 'Plex',
        path: '/api/v1/auth/plex/pin',
        can_create_account: isOpen,
      },
    ];
  }

  private oidcMethod(): SignInMethodResponse[] {
    if (this.oidc.issuer === undefined) return [];
    const { label, createUsers } = this.oidc;
    return [
      {
        method: SignInMethodName.Oidc,
        label,
        path: '/api/v1/auth/oidc/login',
        can_create_account: createUsers,
      },
    ];
  }
}
