export { AuthModule } from './auth.module.js';
export { AuthWorkerModule } from './auth-worker.module.js';
export { ensureFirstAdmin } from './first-admin.js';
export { SigningKeys } from './signing-keys/signing-keys.js';
export { PasswordsService } from './passwords/passwords.service.js';
export { SessionCookies } from './sessions/session-cookies.js';
export { SessionIssuer } from './sessions/session-issuer.js';
export { SessionsService } from './sessions/sessions.service.js';
export { User, UserStatus } from './user.entity.js';
export { LoginResponse, toLoginResponse } from './dto/auth.responses.js';
export type { FirstAdmin } from './first-admin.js';
export type { AuthEventName } from './auth.events.js';
export type {
  BrowserWishes,
  SignedIn,
  SigningInUser,
  SignInMethod,
  TokenPair,
} from './sessions/signed-in.js';
