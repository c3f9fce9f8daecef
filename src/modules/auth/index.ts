export { AccountCreation } from './accounts/account-creation.service.js';
export { AccountSort } from './accounts/account-filter.js';
export { AccountStatistics } from './accounts/account-statistics.repository.js';
export { AccountsRepository } from './accounts/accounts.repository.js';
export { AccountsService } from './accounts/accounts.service.js';
export { LastAdministratorError } from './accounts/accounts.errors.js';
export { UserExistsError } from './auth.errors.js';
export { AuthModule } from './auth.module.js';
export { AuthWorkerModule } from './auth-worker.module.js';
export { ExternalSignInModule } from './external-sign-in.module.js';
export { BrowserBinding } from './external-identities/browser-binding.js';
export { IdentityLinksService } from './external-identities/identity-links.service.js';
export { PlexPinsService } from './plex/plex-pins.service.js';
export { PlexSignInService } from './plex/plex-sign-in.service.js';
export { PlexPinResponse, toPlexPinResponse } from './plex/dto/plex-pin.response.js';
export { PlexPinStatus } from './plex/plex-pin.entity.js';
export { ensureFirstAdmin } from './first-admin.js';
export { openSigningKeys } from './signing-keys/open-signing-keys.js';
export { PasswordsService } from './passwords/passwords.service.js';
export { SessionCookies } from './sessions/session-cookies.js';
export { SessionIssuer } from './sessions/session-issuer.js';
export { SessionsService } from './sessions/sessions.service.js';
export { User, UserStatus } from './user.entity.js';
export { LoginResponse, toLoginResponse } from './dto/auth.responses.js';
export type {
  AccountActivity,
  AccountFilter,
  AccountOrder,
  AccountSummary,
} from './accounts/account-filter.js';
export type { FirstAdmin } from './first-admin.js';
export type { AuthEventName } from './auth.events.js';
export type {
  BrowserWishes,
  SignedIn,
  SigningInUser,
  SignInMethod,
  TokenPair,
} from './sessions/signed-in.js';
