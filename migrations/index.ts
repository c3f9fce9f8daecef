import { Events1763769600100 } from './1763769600100-events.js';
import { Accounts1763769600200 } from './1763769600200-accounts.js';
import { Media1763769600300 } from './1763769600300-media.js';
import { Search1763769600400 } from './1763769600400-search.js';
import { Downloads1763769600500 } from './1763769600500-downloads.js';
import { Streaming1763769600600 } from './1763769600600-streaming.js';
import { AdminIpRules1763769601100 } from './1763769601100-admin-ip-rules.js';
import { Audit1763769601200 } from './1763769601200-audit.js';
import { AuthCredentials1763769601300 } from './1763769601300-auth-credentials.js';
import { ExternalIdentities1763769601400 } from './1763769601400-external-identities.js';
import { Settings1763769601500 } from './1763769601500-settings.js';
import { DownloadLeftovers1763769601510 } from './1763769601510-download-leftovers.js';
import { SearchTitles1763769602010 } from './1763769602010-search-titles.js';
import { SearchAnswers1763769602020 } from './1763769602020-search-answers.js';
import { SearchQuestion1763769602025 } from './1763769602025-search-question.js';
import { CircuitBreakers1763769602030 } from './1763769602030-circuit-breakers.js';
import { QualityProfiles1763769602040 } from './1763769602040-quality-profiles.js';
import { TmdbAnswers1763769602050 } from './1763769602050-tmdb-answers.js';
import { CatalogueDetails1763769602060 } from './1763769602060-catalogue-details.js';
import { CatalogueSearch1763769602070 } from './1763769602070-catalogue-search.js';
import { DownloadKinds1763769603010 } from './1763769603010-download-kinds.js';
import { DownloadPolicies1763769603020 } from './1763769603020-download-policies.js';
import { Import1763769603030 } from './1763769603030-import.js';
import { DownloadLists1763769603040 } from './1763769603040-download-lists.js';

/** Every migration, oldest first. Files that have been released never change. */
export const MIGRATIONS = [
  Events1763769600100,
  Accounts1763769600200,
  Media1763769600300,
  Search1763769600400,
  Downloads1763769600500,
  Streaming1763769600600,
  AdminIpRules1763769601100,
  Audit1763769601200,
  AuthCredentials1763769601300,
  ExternalIdentities1763769601400,
  Settings1763769601500,
  DownloadLeftovers1763769601510,
  SearchTitles1763769602010,
  SearchAnswers1763769602020,
  SearchQuestion1763769602025,
  CircuitBreakers1763769602030,
  QualityProfiles1763769602040,
  TmdbAnswers1763769602050,
  CatalogueDetails1763769602060,
  CatalogueSearch1763769602070,
  DownloadKinds1763769603010,
  DownloadPolicies1763769603020,
  Import1763769603030,
  DownloadLists1763769603040,
];
