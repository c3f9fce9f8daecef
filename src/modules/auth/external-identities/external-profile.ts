import type { Role } from '../../../common/access/role.js';
import type { IdentityProvider } from './external-identity.entity.js';

/** What an issuer says of the person who signed in there. */
export interface ExternalProfile {
  readonly provider: IdentityProvider;
  readonly issuer: string;
  readonly subject: string;
  readonly username: string | null;
  readonly email: string | null;
  readonly isEmailVerified: boolean;
  /** Lets us act for the account there; kept sealed. */
  readonly token: string | null;
}

/** What a sign-in with such a profile may do here. */
export interface ExternalPolicy {
  /** Whether people whom nobody knows here get an account. */
  readonly createsUsers: boolean;
  /** The role that the issuer gives; null leaves roles to this server's administrators. */
  readonly role: Role | null;
}
