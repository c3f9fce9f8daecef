import { SetMetadata, applyDecorators, createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiSecurity } from '@nestjs/swagger';
import type { Request } from 'express';
import { ForbiddenError, InvalidTokenError, MissingTokenError } from '../errors/common.errors.js';
import { ApiErrors } from '../http/api-errors.decorator.js';
import {
  CsrfTokenInvalidError,
  InsufficientScopeError,
  PasswordChangeRequiredError,
  SessionRequiredError,
} from './access.errors.js';
import type { Actor } from './actor.js';
import { Role } from './role.js';

export const ACCESS = Symbol('ACCESS');
export type Access = 'public' | Role;

export const ACCESS_RULES = Symbol('ACCESS_RULES');

/** What a route asks beyond a role. */
export interface AccessRules {
  /** An API key is not enough. */
  readonly sessionOnly?: boolean;
  /** Works also while a password change is due. */
  readonly duringPasswordChange?: boolean;
  /** Needs no CSRF token, though it is a write: the route that issues them. */
  readonly withoutCsrfToken?: boolean;
}

export type ActingRequest = Request & { actor?: Actor };

/** Names of the security schemes in the OpenAPI document. */
export const API_KEY_SCHEME = 'api_key';
export const SESSION_COOKIE_SCHEME = 'session_cookie';

/** Anyone may call this, signed in or not. */
export const Public = () => SetMetadata(ACCESS, 'public' satisfies Access);

/** Only people with this role or a higher one. Documents itself. */
export const Authenticated = (role: Role = Role.User, rules: AccessRules = {}) =>
  applyDecorators(
    SetMetadata(ACCESS, role satisfies Access),
    SetMetadata(ACCESS_RULES, rules),
    ApiBearerAuth(),
    ApiCookieAuth(SESSION_COOKIE_SCHEME),
    ...(rules.sessionOnly ? [] : [ApiSecurity(API_KEY_SCHEME)]),
    ApiErrors(
      MissingTokenError,
      InvalidTokenError,
      ...(role === Role.User ? [] : [ForbiddenError]),
      rules.sessionOnly ? SessionRequiredError : InsufficientScopeError,
      ...(rules.duringPasswordChange ? [] : [PasswordChangeRequiredError]),
      ...(rules.withoutCsrfToken ? [] : [CsrfTokenInvalidError]),
    ),
  );

/** The signed-in caller. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<ActingRequest>();
  if (!actor) throw new MissingTokenError();
  return actor;
});
