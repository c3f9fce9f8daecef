import type { NextFunction, Request, Response } from 'express';
import { ValidationError } from '../errors/common.errors.js';

/** No body of ours comes near it. */
const MAX_DEPTH = 32;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether objects and lists lie more than `limit` deep in each other; does not recurse itself. */
export function isNestedDeeperThan(value: unknown, limit: number): boolean {
  let level = [value].filter(isObject);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= limit) return true;
    level = level.flatMap((part): unknown[] => Object.values(part)).filter(isObject);
  }
  return false;
}

/** Validation follows every level by a call, so that a small body of a hundred thousand levels would overflow the stack. */
export function refuseDeepBody(request: Request, _response: Response, next: NextFunction): void {
  if (isNestedDeeperThan(request.body, MAX_DEPTH))
    throw new ValidationError(`The body is nested more than ${MAX_DEPTH} levels deep`, {
      max_depth: MAX_DEPTH,
    });
  next();
}
