import { SetMetadata, applyDecorators, createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Request } from 'express';
import { ForbiddenError, InvalidTokenError, MissingTokenError } from '../errors/common.errors.js';
import { ApiErrors } from '../http/api-errors.decorator.js';
import type { Actor } from './actor.js';
import { Role } from './role.js';

export const ACCESS = Symbol('ACCESS');
export type Access = 'public' | Role;

export type ActingRequest = Request & { actor?: Actor };

/** Anyone may call this, signed in or not. */
export const Public = () => SetMetadata(ACCESS, 'public' satisfies Access);

/** Only people with this role or a higher one. Documents itself. */
export const Authenticated = (role: Role = Role.User) =>
  applyDecorators(
    SetMetadata(ACCESS, role satisfies Access),
    ApiBearerAuth(),
    role === Role.User
      ? ApiErrors(MissingTokenError, InvalidTokenError)
      : ApiErrors(MissingTokenError, InvalidTokenError, ForbiddenError),
  );

/** The signed-in caller. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<ActingRequest>();
  if (!actor) throw new MissingTokenError();
  return actor;
});
