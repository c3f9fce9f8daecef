import { ForbiddenError } from '../errors/common.errors.js';
import type { AccessRules } from './access.decorators.js';
import {
  InsufficientScopeError,
  PasswordChangeRequiredError,
  SessionRequiredError,
} from './access.errors.js';
import type { Actor } from './actor.js';
import { Role, includesRole } from './role.js';
import { Scope, includesScope } from './scope.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Methods that change nothing, as far as their caller is concerned. */
export const isSafeMethod = (method: string): boolean => SAFE_METHODS.has(method);

function requireScopes(scopes: readonly Scope[], role: Role, method: string): void {
  const wanted = [
    isSafeMethod(method) ? Scope.Read : Scope.Write,
    ...(role === Role.Admin ? [Scope.Admin] : []),
  ];
  const missing = wanted.find((scope) => !includesScope(scopes, scope));
  if (missing) throw new InsufficientScopeError(missing);
}

/** Throws unless this actor may call a route with these rules. A key never exceeds its owner's role. */
export function authorize(actor: Actor, role: Role, rules: AccessRules, method: string): void {
  if (!includesRole(actor.role, role)) throw new ForbiddenError();
  if (actor.apiKey) {
    if (rules.sessionOnly) throw new SessionRequiredError();
    requireScopes(actor.apiKey.scopes, role, method);
  }
  if (actor.requiresPasswordChange && !rules.duringPasswordChange) throw new PasswordChangeRequiredError();
}
