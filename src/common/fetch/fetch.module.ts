import { Global, Module } from '@nestjs/common';
import { OidcConfig } from '../config/oidc.config.js';
import { PlexSignInConfig } from '../config/plex-sign-in.config.js';
import { SearchConfig } from '../config/search.config.js';
import { SecondOpinionConfig } from '../config/second-opinion.config.js';
import { TmdbConfig } from '../config/tmdb.config.js';
import { FetchPolicy } from './fetch-policy.js';
import { SafeFetch } from './safe-fetch.js';

/** Provides `SafeFetch` everywhere, and `FetchPolicy` for those who maintain the list of administrators' services. */
@Global()
@Module({
  providers: [
    {
      provide: FetchPolicy,
      inject: [SearchConfig, PlexSignInConfig, OidcConfig, TmdbConfig, SecondOpinionConfig],
      useFactory: (
        search: SearchConfig,
        plex: PlexSignInConfig,
        oidc: OidcConfig,
        tmdb: TmdbConfig,
        opinion: SecondOpinionConfig,
      ) => {
        const services = [...search.serviceUrls, plex.plexTvUrl, oidc.issuer, tmdb.url, opinion.url].filter(
          (url) => url !== undefined,
        );
        return new FetchPolicy({ allowedOrigins: [...search.allowedOrigins, ...services] });
      },
    },
    { provide: SafeFetch, inject: [FetchPolicy], useFactory: (policy: FetchPolicy) => new SafeFetch(policy) },
  ],
  exports: [FetchPolicy, SafeFetch],
})
export class FetchModule {}
