import { z } from 'zod';
import { Role } from '../access/role.js';
import { configSection, secret, variable } from './section.js';
import { flag, originList, text, url } from './values.js';

/** That a value of the role claim stands for a role here. */
export interface RoleMapping {
  readonly value: string;
  readonly role: Role;
}

const roleOf = (name: string | undefined): Role | undefined =>
  Object.values(Role).find((role) => role === name?.trim());

function parseMapping(part: string): RoleMapping | null {
  const equals = part.lastIndexOf('=');
  const value = part.slice(0, equals).trim();
  const role = equals > 0 ? roleOf(part.slice(equals + 1)) : undefined;
  return role && value !== '' ? { value, role } : null;
}

/** A comma-separated list such as `admins=admin,mods=moderator`. */
const roleMap = () =>
  z.string().transform((value, context): RoleMapping[] => {
    const mappings = value.split(',').map(parseMapping);
    if (mappings.includes(null))
      context.addIssue({
        code: 'custom',
        message: 'must be a comma-separated list of value=role with the roles user, moderator and admin',
      });
    return mappings.filter((mapping) => mapping !== null);
  });

/** A redirect URI is compared as text by the issuer; parameters of the answer are added to it. */
const redirectUri = () =>
  url('http:', 'https:').refine(
    (value) => !value.includes('?') && !value.includes('#'),
    'must not have a query or fragment',
  );

const scopes = () =>
  text().refine((value) => value.split(/\s+/).includes('openid'), 'must include the scope openid');

export class OidcConfig extends configSection('Sign-in with OpenID Connect', {
  issuer: variable(
    'SOKOUL_OIDC_ISSUER',
    url('http:', 'https:').optional(),
    'Issuer, such as https://auth.example.com/application/o/sokoul/. Without one, there is no such sign-in.',
  ),
  clientId: variable(
    'SOKOUL_OIDC_CLIENT_ID',
    text().default('sokoul'),
    'Client id that the issuer knows this server by.',
  ),
  clientSecret: secret(
    'SOKOUL_OIDC_CLIENT_SECRET',
    text().optional(),
    'Its secret. Without one, this server is a public client.',
  ),
  clientAuth: variable(
    'SOKOUL_OIDC_CLIENT_AUTH',
    z.enum(['basic', 'post']).default('basic'),
    'How the secret is sent: basic is client_secret_basic, post is client_secret_post.',
  ),
  scopes: variable(
    'SOKOUL_OIDC_SCOPES',
    scopes().default('openid profile email'),
    'Scopes that are asked for.',
  ),
  createUsers: variable(
    'SOKOUL_OIDC_CREATE_USERS',
    flag().default(false),
    'Whether the first sign-in creates an account. Otherwise only those sign in who linked their account before.',
  ),
  roleClaim: variable(
    'SOKOUL_OIDC_ROLE_CLAIM',
    text().optional(),
    'Claim that roles are read from at each sign-in, such as groups or realm_access.roles. Without one, roles are set here only.',
  ),
  roleMap: variable(
    'SOKOUL_OIDC_ROLE_MAP',
    roleMap().default([]),
    'What its values stand for, such as admins=admin,mods=moderator. Nothing that matches is the role user; of several, the highest counts.',
  ),
  redirectUri: variable(
    'SOKOUL_OIDC_REDIRECT_URI',
    redirectUri().optional(),
    'Redirect URI as registered with the issuer. Default: SOKOUL_PUBLIC_URL/api/v1/auth/oidc/callback.',
  ),
  returnOrigins: variable(
    'SOKOUL_OIDC_RETURN_ORIGINS',
    originList().default([]),
    'Comma-separated origins of frontends that a sign-in may return to, beside this server itself.',
  ),
  label: variable(
    'SOKOUL_OIDC_BUTTON_LABEL',
    text().default('Single sign-on'),
    'What login pages write on the button.',
  ),
}) {}
