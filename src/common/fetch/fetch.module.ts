import { Global, Module } from '@nestjs/common';
import { OidcConfig } from '../config/oidc.config.js';
import { PlexSignInConfig } from '../config/plex-sign-in.config.js';
import { SearchConfig } from '../config/search.config.js';
import { FetchPolicy } from './fetch-policy.js';
import { SafeFetch } from './safe-fetch.js';

/** Provides `SafeFetch` everywhere, and `FetchPolicy` for those who maintain the list of administrators' services. */
@Global()
@Module({
  providers: [
    {
      provide: FetchPolicy,
      inject: [SearchConfig, PlexSignInConfig, OidcConfig],
      useFactory: (search: SearchConfig, plex: PlexSignInConfig, oidc: OidcConfig) => {
        const services = [search.jackettUrl, plex.plexTvUrl, oidc.issuer].filter((url) => url !== undefined);
        return new FetchPolicy({ allowedOrigins: [...search.allowedOrigins, ...services] });
      },
    },
    { provide: SafeFetch, inject: [FetchPolicy], useFactory: (policy: FetchPolicy) => new SafeFetch(policy) },
  ],
  exports: [FetchPolicy, SafeFetch],
})
export class FetchModule {}
