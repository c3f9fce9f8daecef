/** Nudges: "this download may be ready to run". The row decides, so a lost or doubled job does no harm. */
export const DOWNLOAD_RUN = 'download-run';

export interface DownloadRunJob {
  readonly download_id: string;
}
