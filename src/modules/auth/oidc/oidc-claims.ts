import { Role, includesRole } from '../../../common/access/role.js';
import type { RoleMapping } from '../../../common/config/oidc.config.js';
import { IdentityProvider } from '../external-identities/external-identity.entity.js';
import type { ExternalProfile } from '../external-identities/external-profile.js';

/** Verified claims of an ID token, with those of the userinfo endpoint. */
export interface OidcClaims {
  readonly iss: string;
  readonly sub: string;
  readonly [name: string]: unknown;
}

const MAX_TEXT = 254;

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' && value.length <= MAX_TEXT ? value : null;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A claim by its own name (some have dots and slashes), else by a path such as `realm_access.roles`. */
function claimAt(claims: OidcClaims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let found: unknown = claims;
  for (const part of name.split('.')) {
    if (!isObject(found) || !Object.hasOwn(found, part)) return undefined;
    found = found[part];
  }
  return found;
}

function valuesAt(claims: OidcClaims, name: string): string[] {
  const value = claimAt(claims, name);
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === 'string');
}

/** The highest role that a value of the claim stands for; `user` when none does. Null when roles don't come from a claim. */
export function roleOfClaims(
  claims: OidcClaims,
  roleClaim: string | undefined,
  roleMap: readonly RoleMapping[],
): Role | null {
  if (roleClaim === undefined) return null;
  const values = valuesAt(claims, roleClaim);
  const roles = roleMap.filter(({ value }) => values.includes(value)).map(({ role }) => role);
  return roles.reduce<Role>((highest, role) => (includesRole(role, highest) ? role : highest), Role.User);
}

export function toOidcProfile(claims: OidcClaims): ExternalProfile {
  const email = textOf(claims.email);
  return {
    provider: IdentityProvider.Oidc,
    issuer: claims.iss,
    subject: claims.sub,
    username: textOf(claims.preferred_username) ?? textOf(claims.nickname) ?? email ?? textOf(claims.name),
    email,
    isEmailVerified: claims.email_verified === true,
    token: null,
  };
}
