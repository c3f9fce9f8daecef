import { Injectable } from '@nestjs/common';
import type { CanActivate } from '@nestjs/common';
import { OidcConfig } from '../../../common/config/oidc.config.js';
import { SignInMethodOffError } from '../external-identities/external-identities.errors.js';

/** Sign-in with OpenID Connect exists only where somebody set it up. */
@Injectable()
export class OidcEnabledGuard implements CanActivate {
  constructor(private readonly config: OidcConfig) {}

  canActivate(): boolean {
    if (this.config.issuer === undefined) throw new SignInMethodOffError();
    return true;
  }
}
