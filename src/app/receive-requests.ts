import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { NotFoundError } from '../common/errors/common.errors.js';
import { ErrorFilter } from '../common/errors/error.filter.js';
import { refuseDeepBody } from '../common/http/body-depth.js';
import { refuseOtherMediaTypes } from '../common/http/body-type.js';
import { RequestObserver } from '../common/http/request-observer.middleware.js';
import { AddressLimit } from '../common/limits/address-limit.middleware.js';

const BODY_LIMIT = '1mb';

/**
 * What every request meets first, in this order, whether or not a route fits: its id and its log line, the limit of its
 * address, and only then somebody who reads its body.
 */
export function receiveRequests(app: NestExpressApplication): void {
  const observer = app.get(RequestObserver);
  const addressLimit = app.get(AddressLimit);
  app.use(observer.use.bind(observer));
  app.use(addressLimit.use.bind(addressLimit));
  app.use('/api', refuseOtherMediaTypes);
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.use(refuseDeepBody);
}

/** Nest answers for what is missing below the prefix of the API only; call this after `init`, for the rest. */
export function refuseUnknownPaths(app: NestExpressApplication): void {
  const filter = app.get(ErrorFilter);
  app.use((request: Request, response: Response) => {
    filter.catch(new NotFoundError('Page'), new ExecutionContextHost([request, response]));
  });
}
