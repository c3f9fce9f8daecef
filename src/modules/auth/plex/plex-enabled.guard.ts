import { Injectable } from '@nestjs/common';
import type { CanActivate } from '@nestjs/common';
import { PlexSignInConfig } from '../../../common/config/plex-sign-in.config.js';
import { SignInMethodOffError } from '../external-identities/external-identities.errors.js';

/** Sign-in with Plex exists only where somebody set it up. */
@Injectable()
export class PlexEnabledGuard implements CanActivate {
  constructor(private readonly config: PlexSignInConfig) {}

  canActivate(): boolean {
    if (this.config.mode === 'off') throw new SignInMethodOffError();
    return true;
  }
}
