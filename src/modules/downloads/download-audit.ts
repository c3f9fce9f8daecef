import type { AuditEntry } from '../audit/index.js';
import type { Download } from './download.entity.js';
import { statusOf } from './download-state.js';
import type { DownloadState } from './download-state.js';

export type DownloadAction =
  | 'download_started'
  | 'download_paused'
  | 'download_resumed'
  | 'download_cancelled'
  | 'download_completed'
  | 'download_failed'
  | 'download_changed'
  | 'download_seeding_stopped'
  | 'download_forgotten';

/** A row of the trail, filed under the title that the download is of, else under itself. `before` is the state that it was in. */
export const auditEntryOf = (
  action: DownloadAction,
  { id, ownerId, mediaId, state, releaseName }: Download,
  before: DownloadState | null,
  facts: object = {},
): AuditEntry => ({
  action,
  resource: mediaId === null ? 'download' : 'media',
  resourceId: mediaId ?? id,
  oldValue: before && { status: statusOf(before) },
  newValue: {
    status: statusOf(state),
    download_id: id,
    owner_id: ownerId,
    release_name: releaseName,
    ...facts,
  },
});
