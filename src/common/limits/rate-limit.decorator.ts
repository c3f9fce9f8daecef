import { SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { RATE_LIMITS } from '../config/rate-limits.js';
import type { RateLimitName } from '../config/rate-limits.js';

export const RATE_LIMIT = Symbol('RATE_LIMIT');

/**
 * Counts a route's requests towards a limit of the table in `config/rate-limits.ts`, beside those for all routes. The document
 * carries its default as `x-rate-limit`.
 */
export const RateLimit = (name: RateLimitName) =>
  applyDecorators(
    SetMetadata(RATE_LIMIT, name),
    ApiExtension('x-rate-limit', { name, ...RATE_LIMITS[name] }),
  );
