/** What every event about a download tells. */
export interface DownloadFacts {
  readonly download_id: string;
  readonly owner_id: string;
  /** Null for files of no title. */
  readonly media_id: string | null;
}

declare module '../../common/events/event-map.js' {
  interface EventMap {
    'download.created': DownloadFacts & { release_name: string };
    'download.started': DownloadFacts;
    'download.paused': DownloadFacts;
    'download.resumed': DownloadFacts;
    'download.cancelled': DownloadFacts;
    'download.completed': DownloadFacts & { size_bytes: number };
    'download.failed': DownloadFacts & { error_code: string; error_message: string };
  }
}

export type DownloadEventName =
  | 'download.created'
  | 'download.started'
  | 'download.paused'
  | 'download.resumed'
  | 'download.cancelled'
  | 'download.completed'
  | 'download.failed';

export const factsOf = (download: {
  id: string;
  ownerId: string;
  mediaId: string | null;
}): DownloadFacts => ({
  download_id: download.id,
  owner_id: download.ownerId,
  media_id: download.mediaId,
});
