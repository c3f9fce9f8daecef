import {
  EnumField,
  IntField,
  NumberField,
  TextField,
  TimeField,
  UuidField,
} from '../../../common/http/fields.js';
import { pageOf } from '../../../common/http/paging.js';
import type { Download } from '../download.entity.js';
import { progressPercent } from '../download-progress.js';
import { DownloadStatus, statusOf } from '../download-state.js';
import type { TitledDownload } from '../downloads.repository.js';

const MAX = Number.MAX_SAFE_INTEGER;

/** A download as lists show it. */
export class DownloadResponse {
  @UuidField({ description: 'The download', example: '0b8f9f4e-6f0e-4a55-9d6e-0f4f2f0a9d11' })
  download_id: string;

  @UuidField({
    nullable: true,
    description: 'The title it is for; null for files of none',
    example: '550e8400-e29b-41d4-a716-446655440000',
  })
  media_id: string | null;

  @TextField({ max: 1000, description: 'Name of that title', example: 'Inception' })
  media_title: string;

  @TextField({ max: 1000, description: 'Name of the release', example: 'Inception.2010.1080p.BluRay.x264' })
  release_name: string;

  @EnumField({
    enum: DownloadStatus,
    enumName: 'DownloadStatus',
    description: 'Where it stands',
    example: 'running',
  })
  status: DownloadStatus;

  @NumberField({ min: 0, max: 100, description: 'Percent', example: 45.5 })
  progress: number;

  @IntField({ min: 0, max: MAX, description: 'Verified bytes', example: 966_367_641 })
  bytes_downloaded: number;

  @IntField({
    min: 0,
    max: MAX,
    nullable: true,
    description: 'All bytes, once known',
    example: 2_147_483_648,
  })
  total_bytes: number | null;

  @IntField({ min: 0, max: MAX, description: 'Bytes a second', example: 1_258_291 })
  speed_bytes_per_sec: number;

  @IntField({
    min: 0,
    max: MAX,
    nullable: true,
    description: 'Seconds left; null when unknown',
    example: 3600,
  })
  eta_seconds: number | null;

  @IntField({ min: 0, max: MAX, description: 'Connected peers that have everything', example: 150 })
  seeders: number;

  @IntField({ min: 0, max: MAX, description: 'Connected peers that do not', example: 20 })
  leechers: number;

  @TimeField({ description: 'When it was asked for', example: '2026-02-15T14:59:58.000Z' })
  created_at: string;

  @TimeField({
    nullable: true,
    description: 'When a worker first took it',
    example: '2026-02-15T15:00:00.000Z',
  })
  started_at: string | null;

  @TimeField({ nullable: true, description: 'When it should be done', example: '2026-02-15T16:00:00.000Z' })
  estimated_completion: string | null;

  @TimeField({ nullable: true, description: 'When it completed, failed or was cancelled', example: null })
  completed_at: string | null;
}

export const DownloadPage = pageOf(DownloadResponse, 'DownloadPage');

function estimatedCompletion({ etaSeconds }: Download, now: Date): string | null {
  return etaSeconds === null ? null : new Date(now.getTime() + etaSeconds * 1000).toISOString();
}

export function toDownloadResponse(
  { download, mediaTitle }: TitledDownload,
  now = new Date(),
): DownloadResponse {
  return {
    download_id: download.id,
    media_id: download.mediaId,
    media_title: mediaTitle,
    release_name: download.releaseName,
    status: statusOf(download.state),
    progress: progressPercent(download),
    bytes_downloaded: download.bytesDone,
    total_bytes: download.totalBytes,
    speed_bytes_per_sec: download.speedBytesPerSec,
    eta_seconds: download.etaSeconds,
    seeders: download.seeders,
    leechers: download.leechers,
    created_at: download.createdAt.toISOString(),
    started_at: download.startedAt?.toISOString() ?? null,
    estimated_completion: estimatedCompletion(download, now),
    completed_at: download.completedAt?.toISOString() ?? null,
  };
}
