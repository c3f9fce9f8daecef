import { Global, Module } from '@nestjs/common';
import { LimitsRedisModule } from './limits-redis.module.js';
import { RequestLimits } from './request-limits.js';
import { SharedAttempts } from './shared-attempts.js';
import { SignInThrottle } from './sign-in-throttle.js';

/** Limits on requests and on failed sign-ins. */
@Global()
@Module({
  imports: [LimitsRedisModule],
  providers: [
    RequestLimits,
    SharedAttempts,
    {
      provide: SignInThrottle,
      inject: [SharedAttempts],
      useFactory: (attempts: SharedAttempts) => new SignInThrottle(attempts, Date.now),
    },
  ],
  exports: [RequestLimits, SignInThrottle],
})
export class LimitsModule {}
