import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { readCookie } from '../http/cookies.js';
import { addToContext } from '../logging/request-context.js';
import { ForbiddenError, MissingTokenError } from '../errors/common.errors.js';
import { ACCESS, ACCESS_RULES } from './access.decorators.js';
import type { Access, AccessRules, ActingRequest } from './access.decorators.js';
import { CsrfTokenInvalidError } from './access.errors.js';
import { ActorResolver } from './actor.js';
import type { Actor } from './actor.js';
import { authorize, isSafeMethod } from './authorize.js';
import { credentialOf } from './credential.js';
import { CSRF_COOKIE, CSRF_HEADER, CsrfTokens } from './csrf-tokens.js';

/** Closed by default: a route without a declared access serves nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly actors: ActorResolver,
    private readonly csrfTokens: CsrfTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, places);
    if (access === 'public') return true;
    if (access === undefined) throw new ForbiddenError('This route declares no access');
    const rules = this.reflector.getAllAndOverride<AccessRules | undefined>(ACCESS_RULES, places) ?? {};
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const actor = await this.authenticate(request, rules);
    authorize(actor, access, rules, request.method);
    return true;
  }

  private async authenticate(request: ActingRequest, rules: AccessRules): Promise<Actor> {
    const credential = credentialOf(request.headers);
    if (!credential) throw new MissingTokenError();
    const actor = await this.actors.resolve(credential);
    request.actor = actor;
    addToContext({ actor_id: actor.id });
    if (credential.kind === 'session_cookie' && !rules.withoutCsrfToken) this.refuseForgery(request, actor);
    return actor;
  }

  /** A browser adds its cookie to any request, whoever wrote it; only our own page can add the header. */
  private refuseForgery(request: ActingRequest, { sessionId }: Actor): void {
    if (isSafeMethod(request.method)) return;
    const cookie = readCookie(request.get('cookie'), CSRF_COOKIE);
    const isGood = sessionId !== null && this.csrfTokens.areGood(sessionId, request.get(CSRF_HEADER), cookie);
    if (!isGood) throw new CsrfTokenInvalidError();
  }
}
