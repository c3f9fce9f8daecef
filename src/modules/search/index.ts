export { SearchModule, SearchWorkerModule } from './search.module.js';
export { SearchService } from './search.service.js';
export { SourceTorrents } from './source-torrents.service.js';
export { followTorrentLink } from './torrent-link.js';
export type { LinkedTorrent } from './torrent-link.js';
export { SearchResultsService } from './search-results.service.js';
export type { FoundSource, FoundTitle } from './found-source.js';
export { QualityPreference } from './scoring/profiles.js';
export type { SearchEventName } from './search.events.js';
