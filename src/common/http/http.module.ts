import { Module, RequestMethod } from '@nestjs/common';
import type { MiddlewareConsumer, NestModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AccessGuard } from '../access/access.guard.js';
import { ErrorFilter } from '../errors/error.filter.js';
import { AddressLimit } from '../limits/address-limit.middleware.js';
import { LimitsModule } from '../limits/limits.module.js';
import { RequestGate } from './request-gate.js';
import { RequestObserver } from './request-observer.middleware.js';
import { createValidationPipe } from './validation.pipe.js';

/** What every request passes: observer, limit by address, gate, validation, error filter. */
@Module({
  imports: [LimitsModule],
  providers: [
    AccessGuard,
    { provide: APP_GUARD, useClass: RequestGate },
    { provide: APP_PIPE, useFactory: createValidationPipe },
    { provide: APP_FILTER, useClass: ErrorFilter },
  ],
})
export class HttpModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(RequestObserver, AddressLimit).forRoutes({ path: '{*path}', method: RequestMethod.ALL });
  }
}
