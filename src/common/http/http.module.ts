import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AccessGuard } from '../access/access.guard.js';
import { ErrorFilter } from '../errors/error.filter.js';
import { AddressLimit } from '../limits/address-limit.middleware.js';
import { LimitsModule } from '../limits/limits.module.js';
import { RequestGate } from './request-gate.js';
import { RequestObserver } from './request-observer.middleware.js';
import { createValidationPipe } from './validation.pipe.js';

/** What every request passes: observer and limit by address (`app/receive-requests.ts` puts them first), gate, validation, error filter. */
@Module({
  imports: [LimitsModule],
  providers: [
    AccessGuard,
    AddressLimit,
    RequestObserver,
    { provide: APP_GUARD, useClass: RequestGate },
    { provide: APP_PIPE, useFactory: createValidationPipe },
    ErrorFilter,
    { provide: APP_FILTER, useExisting: ErrorFilter },
  ],
})
export class HttpModule {}
