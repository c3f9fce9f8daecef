import { Global, Module } from '@nestjs/common';
import { SearchConfig } from '../config/search.config.js';
import { FetchPolicy } from './fetch-policy.js';
import { SafeFetch } from './safe-fetch.js';

/** Provides `SafeFetch` everywhere, and `FetchPolicy` for those who maintain the list of administrators' services. */
@Global()
@Module({
  providers: [
    {
      provide: FetchPolicy,
      inject: [SearchConfig],
      useFactory: ({ allowedOrigins, jackettUrl }: SearchConfig) =>
        new FetchPolicy({ allowedOrigins: jackettUrl ? [...allowedOrigins, jackettUrl] : allowedOrigins }),
    },
    { provide: SafeFetch, inject: [FetchPolicy], useFactory: (policy: FetchPolicy) => new SafeFetch(policy) },
  ],
  exports: [FetchPolicy, SafeFetch],
})
export class FetchModule {}
