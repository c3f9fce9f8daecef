import type { Access } from '../common/access/access.decorators.js';

/**
 * Who may call which route, by operationId: `public` is anyone, a role is that role and every higher one. Whoever adds a
 * route decides here as well; the start fails when this table and the decorators of the routes differ.
 */
export const ACCESS_TABLE: Readonly<Record<string, Access>> = {
  // Accounts, sessions and keys: one's own
  registerUser: 'public',
  login: 'public',
  refreshToken: 'public',
  resumeSession: 'public',
  createCsrfToken: 'user',
  logout: 'user',
  logoutAll: 'user',
  listSessions: 'user',
  endSession: 'user',
  changePassword: 'user',
  createApiKey: 'user',
  listApiKeys: 'user',
  deleteApiKey: 'user',
  getJwks: 'public',

  // Signing in by way of Plex or an OpenID Connect issuer: what is public is tied to the browser that began it
  listSignInMethods: 'public',
  createPlexPin: 'public',
  getPlexPin: 'public',
  completePlexSignIn: 'public',
  beginOidcSignIn: 'public',
  finishOidcSignIn: 'public',
  exchangeOidcCode: 'public',
  createPlexLinkPin: 'user',
  completePlexLink: 'user',
  beginOidcLink: 'user',
  listIdentities: 'user',
  unlinkIdentity: 'user',

  // Searching: one's own searches only
  startSearch: 'user',
  listSearches: 'user',
  getSearch: 'user',
  getSearchResultsByProvider: 'user',
  scoreSearch: 'user',
  cancelSearch: 'user',
  deleteSearch: 'user',

  // Outside services: everybody sees how they are, moderators see what went wrong as well
  listServices: 'user',
  resetService: 'admin',

  // What a search can be scored by
  listQualityProfiles: 'user',
  getQualityProfile: 'user',

  // The catalogue is everybody's to read; moderators edit it
  listMedia: 'user',
  getMedia: 'user',
  listMediaFiles: 'user',
  listGenres: 'user',
  listEpisodes: 'user',
  listSeasons: 'user',
  listMediaPeople: 'user',
  listMediaImages: 'user',
  createMedia: 'moderator',
  updateMedia: 'moderator',
  deleteMedia: 'moderator',
  refreshMedia: 'moderator',

  // What there is to watch in the world is everybody's too
  discoverTitles: 'user',
  getDiscoveredTitle: 'user',

  // Downloads: one's own; moderators see and steer everybody's
  listBlockedReleases: 'moderator',
  unblockRelease: 'moderator',
  startDownload: 'user',
  startDownloads: 'user',
  startTorrentFile: 'user',
  getTorrentFile: 'user',
  listDownloads: 'user',
  getDownload: 'user',
  listDownloadFiles: 'user',
  readDownloadFile: 'user',
  pauseDownload: 'user',
  resumeDownload: 'user',
  retryDownload: 'user',
  cancelDownload: 'user',
  stopSeeding: 'user',
  changeDownload: 'user',
  forgetDownload: 'user',
  // With `all` for moderators only, which the service decides
  pauseDownloads: 'user',
  resumeDownloads: 'user',

  // Streaming: one's own sessions. Players can't send a token, so the signed link is the credential of the bytes.
  listStreamSources: 'user',
  listStreamProviders: 'user',
  startStream: 'user',
  revokeStream: 'user',
  readStreamFile: 'public',

  // Administration
  listUsers: 'admin',
  createUser: 'admin',
  getUser: 'admin',
  setUserRole: 'admin',
  setUserStatus: 'admin',
  resetUserPassword: 'admin',
  deleteUser: 'admin',
  getUserQuota: 'admin',
  setUserQuota: 'admin',
  getConfig: 'admin',
  updateConfig: 'admin',
  rotateSigningKey: 'admin',
  addWhitelistEntry: 'admin',
  listWhitelistEntries: 'admin',
  removeWhitelistEntry: 'admin',
  listManagedQualityProfiles: 'admin',
  getManagedQualityProfile: 'admin',
  createQualityProfile: 'admin',
  updateQualityProfile: 'admin',
  resetQualityProfile: 'admin',
  deleteQualityProfile: 'admin',
  listAuditLogs: 'admin',
  getAuditLog: 'admin',
  verifyAuditLogs: 'admin',
  exportAuditLogs: 'admin',
  acceptAuditEnd: 'admin',

  // Probes. /metrics checks its own token, or that the request comes from this machine
  getHealth: 'public',
  getLiveness: 'public',
  getReadiness: 'public',
  getDeepHealth: 'user',
  getMetrics: 'public',
};
