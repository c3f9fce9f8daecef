import { SessionRequiredError } from './access.errors.js';
import type { Credential } from './credential.js';
import type { Role } from './role.js';
import type { Scope } from './scope.js';

/** Who acts, and with which right. */
export interface Actor {
  readonly id: string;
  readonly username: string;
  readonly role: Role;
  /** The sign-in that the caller showed; null when it was an API key. */
  readonly sessionId: string | null;
  /** The API key that the caller showed; null when it was a sign-in, which may do all that the role may. */
  readonly apiKey: { readonly id: string; readonly scopes: readonly Scope[] } | null;
  /** Set by an administrator's reset: nothing else may be done until the password is changed. */
  readonly requiresPasswordChange: boolean;
  /** When the credential that was shown stops being good; null when it doesn't by itself. */
  readonly expiresAt: Date | null;
}

/** Finds out who a credential stands for; throws InvalidTokenError. Implemented by the auth module. */
export abstract class ActorResolver {
  abstract resolve(credential: Credential): Promise<Actor>;
}

/** The session of an actor. Throws SessionRequiredError for an API key. */
export function requireSession({ sessionId }: Actor): string {
  if (sessionId === null) throw new SessionRequiredError();
  return sessionId;
}
