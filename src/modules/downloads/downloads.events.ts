/** What every event about a download tells. */
export interface DownloadFacts {
  readonly download_id: string;
  readonly owner_id: string;
  /** Null for files of no title. */
  readonly media_id: string | null;
}

/** Why it failed, and of what, so that another source can be chosen. */
export interface DownloadFailure {
  readonly error_code: string;
  readonly error_message: string;
  readonly release_name: string;
  /** The search result that it was started from, if any. */
  readonly source_id: string | null;
  /** As on the blocklist. */
  readonly identity: string;
  /** Whether it is on the blocklist now. */
  readonly is_blocked: boolean;
}

declare module '../../common/events/event-map.js' {
  interface EventMap {
    'download.created': DownloadFacts & { release_name: string };
    'download.started': DownloadFacts;
    'download.paused': DownloadFacts;
    'download.resumed': DownloadFacts;
    'download.cancelled': DownloadFacts;
    'download.completed': DownloadFacts & { size_bytes: number };
    'download.failed': DownloadFacts & DownloadFailure;
    'download.skipped': DownloadFacts & { release_name: string };
  }
}

export type DownloadEventName =
  | 'download.created'
  | 'download.started'
  | 'download.paused'
  | 'download.resumed'
  | 'download.cancelled'
  | 'download.completed'
  | 'download.failed'
  | 'download.skipped';

export const factsOf = (download: {
  id: string;
  ownerId: string;
  mediaId: string | null;
}): DownloadFacts => ({
  download_id: download.id,
  owner_id: download.ownerId,
  media_id: download.mediaId,
});
