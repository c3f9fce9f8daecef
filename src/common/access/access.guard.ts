import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { addToContext } from '../logging/request-context.js';
import { ForbiddenError, MissingTokenError } from '../errors/common.errors.js';
import { ACCESS } from './access.decorators.js';
import type { Access, ActingRequest } from './access.decorators.js';
import { ActorResolver } from './actor.js';
import { includesRole } from './role.js';

function bearerOf(request: ActingRequest): string {
  const match = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '');
  if (!match?.[1]) throw new MissingTokenError();
  return match[1];
}

/** Closed by default: a route without a declared access serves nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly actors: ActorResolver,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    if (access === undefined) throw new ForbiddenError('This route declares no access');
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const actor = await this.actors.resolve(bearerOf(request));
    if (!includesRole(actor.role, access)) throw new ForbiddenError();
    request.actor = actor;
    addToContext({ actor_id: actor.id });
    return true;
  }
}
