import { EnumField, FlagField, NumberField, TimeField, UuidField } from '../../../common/http/fields.js';
import type { Download } from '../download.entity.js';
import { progressPercent } from '../download-progress.js';
import { DownloadStatus, statusOf } from '../download-state.js';

const STATUS = { enum: DownloadStatus, enumName: 'DownloadStatus', description: 'Where it stands' };

/** A download that was accepted. */
export class StartDownloadResponse {
  @UuidField({ description: 'The download', example: '0b8f9f4e-6f0e-4a55-9d6e-0f4f2f0a9d11' })
  download_id: string;

  @UuidField({
    nullable: true,
    description: 'The title it is for; null for files of none',
    example: '550e8400-e29b-41d4-a716-446655440000',
  })
  media_id: string | null;

  @EnumField({ ...STATUS, example: 'pending' })
  status: DownloadStatus;

  @TimeField({ description: 'When it was accepted', example: '2026-02-15T15:28:37.000Z' })
  created_at: string;
}

export const toStartDownloadResponse = (download: Download): StartDownloadResponse => ({
  download_id: download.id,
  media_id: download.mediaId,
  status: statusOf(download.state),
  created_at: download.createdAt.toISOString(),
});

/** A download after a command. */
export class DownloadStatusResponse {
  @UuidField({ description: 'The download', example: '0b8f9f4e-6f0e-4a55-9d6e-0f4f2f0a9d11' })
  download_id: string;

  @EnumField({ ...STATUS, example: 'paused' })
  status: DownloadStatus;

  @NumberField({ min: 0, max: 100, description: 'Percent', example: 45.5 })
  progress: number;

  @FlagField({ description: 'Whether it was cancelled and what had arrived was kept', example: false })
  files_kept: boolean;
}

export const toDownloadStatusResponse = (download: Download): DownloadStatusResponse => ({
  download_id: download.id,
  status: statusOf(download.state),
  progress: progressPercent(download),
  files_kept: download.keepsFiles,
});
