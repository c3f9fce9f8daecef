import { Param, ParseUUIDPipe } from '@nestjs/common';
import { NotFoundError } from '../errors/common.errors.js';

/** A path parameter that is a UUID. Anything else can't name a row, so it is not found. */
export const UuidParam = (name: string, resource: string): ParameterDecorator =>
  Param(name, new ParseUUIDPipe({ exceptionFactory: () => new NotFoundError(resource) }));
