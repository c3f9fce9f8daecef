import type { NextFunction, Request, Response } from 'express';
import { UnsupportedMediaTypeError } from '../errors/common.errors.js';

/** Below the API's prefix: where files are sent, which JSON is no good for. */
const UPLOADS = /^\/v1\/downloads\/torrent-file\/?$/i;

function takes(request: Request): boolean {
  if (UPLOADS.test(request.path)) return Boolean(request.is('multipart/form-data'));
  return Boolean(request.is('application/json'));
}

/** Clients may name a type, or a length of 0, without sending anything. */
function hasBody(request: Request): boolean {
  return request.get('transfer-encoding') !== undefined || Number(request.get('content-length')) > 0;
}

/** A body of another type would read as an empty one, and its sender would be told of missing fields. */
export function refuseOtherMediaTypes(request: Request, _response: Response, next: NextFunction): void {
  if (hasBody(request) && !takes(request)) throw new UnsupportedMediaTypeError();
  next();
}
