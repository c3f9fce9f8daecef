export { TmdbModule, TmdbWorkerModule } from './tmdb.module.js';
export { TmdbService } from './tmdb.service.js';
export { TmdbMediaType, WatchAccess } from './tmdb.types.js';
export type {
  TmdbAnswer,
  TmdbCastMember,
  TmdbCrewMember,
  TmdbDetails,
  TmdbEpisode,
  TmdbImage,
  TmdbImageKind,
  TmdbMovie,
  TmdbSearch,
  TmdbSeason,
  TmdbSeasonSummary,
  TmdbSeries,
  TmdbTitle,
  TmdbTitlePage,
  TmdbWatchOffer,
  TmdbWatchProviders,
} from './tmdb.types.js';
export {
  TmdbKeyRefusedError,
  TmdbRateLimitedError,
  TmdbResponseInvalidError,
  TmdbTimeoutError,
  TmdbUnconfiguredError,
  TmdbUnreachableError,
} from './tmdb.errors.js';
