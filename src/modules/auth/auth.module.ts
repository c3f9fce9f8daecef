import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ActorResolver } from '../../common/access/actor.js';
import { CsrfTokens } from '../../common/access/csrf-tokens.js';
import { LimitsModule } from '../../common/limits/limits.module.js';
import { AccessTokens } from './access-tokens.js';
import { AccountCreation } from './accounts/account-creation.service.js';
import { AccountStatistics } from './accounts/account-statistics.repository.js';
import { AccountsRepository } from './accounts/accounts.repository.js';
import { AccountsService } from './accounts/accounts.service.js';
import { LastAdministrator } from './accounts/last-administrator.js';
import { ApiKey } from './api-keys/api-key.entity.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { ApiKeysRepository } from './api-keys/api-keys.repository.js';
import { ApiKeysService } from './api-keys/api-keys.service.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { CredentialActorResolver } from './credential-actor.resolver.js';
import { PasswordPolicy } from './passwords/password-policy.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { PasswordsController } from './passwords/passwords.controller.js';
import { PasswordsService } from './passwords/passwords.service.js';
import { BrowserSessionsController } from './sessions/browser-sessions.controller.js';
import { RefreshToken } from './sessions/refresh-token.entity.js';
import { RefreshTokensRepository } from './sessions/refresh-tokens.repository.js';
import { RememberToken } from './sessions/remember-token.entity.js';
import { RememberTokensRepository } from './sessions/remember-tokens.repository.js';
import { SessionCookies } from './sessions/session-cookies.js';
import { SessionIssuer } from './sessions/session-issuer.js';
import { SessionRenewalService } from './sessions/session-renewal.service.js';
import { Session } from './sessions/session.entity.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SessionsService } from './sessions/sessions.service.js';
import { JwksController } from './signing-keys/jwks.controller.js';
import { SigningKeysController } from './signing-keys/signing-keys.controller.js';
import { signingKeysProvider } from './signing-keys/signing-keys.provider.js';
import { SigningKeysService } from './signing-keys/signing-keys.service.js';
import { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

/** Global because every route asks who calls. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([User, Session, RefreshToken, RememberToken, ApiKey]), LimitsModule],
  controllers: [
    AuthController,
    BrowserSessionsController,
    SessionsController,
    PasswordsController,
    ApiKeysController,
    SigningKeysController,
    JwksController,
  ],
  providers: [
    AuthService,
    UsersRepository,
    PasswordHasher,
    PasswordsService,
    SessionIssuer,
    SessionRenewalService,
    SessionsService,
    SessionsRepository,
    RefreshTokensRepository,
    RememberTokensRepository,
    SessionCookies,
    ApiKeysService,
    ApiKeysRepository,
    PasswordPolicy,
    AccountsService,
    AccountCreation,
    AccountsRepository,
    AccountStatistics,
    LastAdministrator,
    AccessTokens,
    SigningKeysService,
    signingKeysProvider,
    CsrfTokens,
    { provide: ActorResolver, useClass: CredentialActorResolver },
  ],
  exports: [
    ActorResolver,
    CsrfTokens,
    SessionIssuer,
    SessionsService,
    SessionsRepository,
    UsersRepository,
    PasswordsService,
    SessionCookies,
    AccountsService,
    AccountCreation,
    AccountsRepository,
    AccountStatistics,
  ],
})
export class AuthModule {}
