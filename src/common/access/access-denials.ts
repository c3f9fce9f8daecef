import { DomainError } from '../errors/domain-error.js';
import type { ErrorKind } from '../errors/domain-error.js';
import { routePatternOf } from '../http/route-pattern.js';
import type { ActingRequest } from './access.decorators.js';
import type { Actor } from './actor.js';

/** Someone was refused at an administrator route. */
export interface AccessDenial {
  /** Null when it is not known who called. */
  readonly actor: Actor | null;
  /** Route pattern such as `/api/v1/admin/users/:user_id`. */
  readonly route: string;
  readonly method: string;
  /** Code of the refusal. */
  readonly code: string;
}

/** Hears of refusals at administrator routes; must not throw. Implemented by the audit module. */
export abstract class AccessDenials {
  abstract denied(denial: AccessDenial): Promise<void>;
}

/** Who calls too often is not listed: that limit is what keeps strangers from filling the trail. */
const DENIALS: ReadonlySet<ErrorKind> = new Set(['unauthenticated', 'forbidden']);

/** The denial that an error at a guard stands for; null when it is something else, such as a database that is away. */
export function denialOf(request: ActingRequest, error: unknown): AccessDenial | null {
  if (!(error instanceof DomainError) || !DENIALS.has(error.kind)) return null;
  const { actor = null, method, path } = request;
  return { actor, route: routePatternOf(request) ?? path, method, code: error.code };
}
