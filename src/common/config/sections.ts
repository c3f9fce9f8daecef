import { AuthConfig } from './auth.config.js';
import { DatabaseConfig } from './database.config.js';
import { DownloadsConfig } from './downloads.config.js';
import { LibraryConfig } from './library.config.js';
import { LimitsConfig } from './limits.config.js';
import { OidcConfig } from './oidc.config.js';
import { PlexSignInConfig } from './plex-sign-in.config.js';
import { RedisConfig } from './redis.config.js';
import { ResilienceConfig } from './resilience.config.js';
import { SearchConfig } from './search.config.js';
import { SecondOpinionConfig } from './second-opinion.config.js';
import type { SectionClass } from './section.js';
import { ServerConfig } from './server.config.js';
import { TmdbConfig } from './tmdb.config.js';

/** Every section, in the order of `.env.example`. */
export const SECTIONS = [
  ServerConfig,
  DatabaseConfig,
  RedisConfig,
  AuthConfig,
  PlexSignInConfig,
  OidcConfig,
  LimitsConfig,
  SearchConfig,
  SecondOpinionConfig,
  ResilienceConfig,
  TmdbConfig,
  DownloadsConfig,
  LibraryConfig,
] as const satisfies readonly SectionClass[];
