import type { NextFunction, Request, Response } from 'express';
import { UnsupportedMediaTypeError } from '../errors/common.errors.js';

/** Clients may name a type, or a length of 0, without sending anything. */
function hasBody(request: Request): boolean {
  return request.get('transfer-encoding') !== undefined || Number(request.get('content-length')) > 0;
}

/** A body of another type would read as an empty one, and its sender would be told of missing fields. */
export function refuseOtherMediaTypes(request: Request, _response: Response, next: NextFunction): void {
  if (hasBody(request) && !request.is('application/json')) throw new UnsupportedMediaTypeError();
  next();
}
