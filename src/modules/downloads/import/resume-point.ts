import type { Download } from '../download.entity.js';
import { DownloadState } from '../download-state.js';

/** Where a failed or paused download goes on: what failed at its import alone is not fetched again. */
export const stateAfterResume = ({
  state,
  errorCode,
}: Pick<Download, 'state' | 'errorCode'>): DownloadState =>
  state === DownloadState.Failed && errorCode === 'IMPORT_FAILED'
    ? DownloadState.Importing
    : DownloadState.Pending;
