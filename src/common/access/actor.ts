import type { Role } from './role.js';

/** Who acts. */
export interface Actor {
  readonly id: string;
  readonly username: string;
  readonly role: Role;
  readonly sessionId: string;
  /** When the token that was shown stops being good. */
  readonly expiresAt: Date;
}

/** Finds out who a bearer token stands for; throws InvalidTokenError. Implemented by the auth module. */
export abstract class ActorResolver {
  abstract resolve(bearerToken: string): Promise<Actor>;
}
