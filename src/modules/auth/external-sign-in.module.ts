import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BrowserBinding } from './external-identities/browser-binding.js';
import { ExternalAccounts } from './external-identities/external-accounts.js';
import { ExternalIdentitiesRepository } from './external-identities/external-identities.repository.js';
import { ExternalIdentity } from './external-identities/external-identity.entity.js';
import { ExternalRoles } from './external-identities/external-roles.js';
import { ExternalSignInService } from './external-identities/external-sign-in.service.js';
import { IdentitiesController } from './external-identities/identities.controller.js';
import { IdentityLinksService } from './external-identities/identity-links.service.js';
import { SignInMethodsController } from './external-identities/sign-in-methods.controller.js';
import { OidcExchangeService } from './oidc/oidc-exchange.service.js';
import { OidcIssuer } from './oidc/oidc-issuer.js';
import { OidcLinksController } from './oidc/oidc-links.controller.js';
import { OidcSignIn } from './oidc/oidc-sign-in.entity.js';
import { OidcSignInService } from './oidc/oidc-sign-in.service.js';
import { OidcSignInsRepository } from './oidc/oidc-sign-ins.repository.js';
import { OidcController } from './oidc/oidc.controller.js';
import { PlexClient } from './plex/plex-client.entity.js';
import { PlexLinksController } from './plex/plex-links.controller.js';
import { PlexPin } from './plex/plex-pin.entity.js';
import { PlexPinsRepository } from './plex/plex-pins.repository.js';
import { PlexPinsService } from './plex/plex-pins.service.js';
import { PlexSignInController } from './plex/plex-sign-in.controller.js';
import { PlexSignInService } from './plex/plex-sign-in.service.js';
import { PlexTvClient } from './plex/plex-tv-client.js';

/** Signing in with what somebody else vouches for. Stands on AuthModule, which is global. */
@Module({
  imports: [TypeOrmModule.forFeature([ExternalIdentity, PlexClient, PlexPin, OidcSignIn])],
  controllers: [
    SignInMethodsController,
    PlexSignInController,
    PlexLinksController,
    OidcController,
    OidcLinksController,
    IdentitiesController,
  ],
  providers: [
    BrowserBinding,
    ExternalAccounts,
    ExternalIdentitiesRepository,
    ExternalRoles,
    ExternalSignInService,
    IdentityLinksService,
    OidcExchangeService,
    OidcIssuer,
    OidcSignInService,
    OidcSignInsRepository,
    PlexPinsRepository,
    PlexPinsService,
    PlexSignInService,
    PlexTvClient,
  ],
  exports: [BrowserBinding, IdentityLinksService, PlexPinsService, PlexSignInService],
})
export class ExternalSignInModule {}
