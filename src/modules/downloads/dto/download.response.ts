import {
  EnumField,
  FlagField,
  IntField,
  NumberField,
  ObjectField,
  TextField,
  TimeField,
  UuidField,
} from '../../../common/http/fields.js';
import { pageOf } from '../../../common/http/paging.js';
import type { DownloadSummary } from '../download-list.repository.js';
import { filesDoneOf, progressPercent, ratioOf, urlOf } from '../download-progress.js';
import { DownloadStatus, statusOf } from '../download-state.js';
import type { ShownDownload } from '../downloads.service.js';
import { WaitReason } from '../download-wait.js';
import { DownloadKindName } from '../engine/download-source.js';
import { DownloadLimitsResponse, toDownloadLimitsResponse } from './download-limits.response.js';

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

  @UuidField({ description: 'Whose it is', example: '3d6f0a0e-2f64-4e3e-9b0f-5f4f5f0b8a11' })
  owner_id: string;

  @EnumField({
    enum: DownloadKindName,
    enumName: 'DownloadKind',
    description: 'How it is fetched',
    example: 'torrent',
  })
  kind: DownloadKindName;

  @TextField({ max: 16_384, nullable: true, description: 'Where from; null for torrents', example: null })
  url: string | null;

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

  @IntField({ min: 1, max: 100, description: '100 is fetched first', example: 50 })
  priority: number;

  @IntField({
    min: 1,
    max: MAX,
    nullable: true,
    description:
      'Its place among everything that waits for a worker, from 1; null when it does not wait. Who has fewer downloads running may come first',
    example: null,
  })
  queue_position: number | null;

  @EnumField({
    enum: WaitReason,
    enumName: 'DownloadWaitReason',
    nullable: true,
    description: 'What it waits for, as the workers last saw it; null when it does not wait',
    example: null,
  })
  waits_for: WaitReason | null;

  @IntField({
    min: 0,
    max: MAX,
    description: 'Failures that were followed by another attempt by itself',
    example: 0,
  })
  retries: number;

  @TimeField({ nullable: true, description: 'Not before then is it tried again', example: null })
  next_attempt_at: string | null;

  @TextField({ max: 64, nullable: true, description: 'Why it failed, to program against', example: null })
  error_code: string | null;

  @TextField({ max: 2000, nullable: true, description: 'Why it failed, for people', example: null })
  error_message: string | null;

  @FlagField({ description: 'Whether it has completed and is still sent to other peers', example: false })
  is_seeding: boolean;

  @IntField({ min: 0, max: MAX, description: 'Bytes sent to peers', example: 0 })
  bytes_sent: number;

  @NumberField({ min: 0, max: MAX, description: 'Bytes sent for each byte of its size', example: 0.25 })
  ratio: number;

  @TextField({
    max: 4096,
    nullable: true,
    description: 'The file that is being fetched, where they come one by one',
    example: null,
  })
  current_file: string | null;

  @IntField({
    min: 0,
    max: MAX,
    nullable: true,
    description: 'Wanted files; null until they are known',
    example: 1,
  })
  total_files: number | null;

  @IntField({ min: 0, max: MAX, description: 'Files that are there', example: 0 })
  completed_files: number;

  @IntField({ min: 0, max: MAX, description: 'Files that could not be had', example: 0 })
  failed_files: number;

  @ObjectField({ type: () => DownloadLimitsResponse, description: 'What it may' })
  limits: DownloadLimitsResponse;

  @FlagField({ description: 'Whether it was cancelled and what had arrived was kept', example: false })
  files_kept: boolean;
}

export const DownloadPage = pageOf(DownloadResponse, 'DownloadPage');

function estimatedCompletion({ etaSeconds }: DownloadSummary, now: Date): string | null {
  return etaSeconds === null ? null : new Date(now.getTime() + etaSeconds * 1000).toISOString();
}

export function toDownloadResponse(
  { download, mediaTitle, fileCount, queuePosition }: ShownDownload,
  now = new Date(),
): DownloadResponse {
  return {
    download_id: download.id,
    media_id: download.mediaId,
    media_title: mediaTitle,
    release_name: download.releaseName,
    owner_id: download.ownerId,
    kind: download.kind,
    url: urlOf(download.source),
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
    priority: download.priority,
    queue_position: queuePosition,
    waits_for: download.waitsFor,
    retries: download.retries,
    next_attempt_at: download.nextAttemptAt?.toISOString() ?? null,
    error_code: download.errorCode,
    error_message: download.errorMessage,
    is_seeding: download.isSeeding,
    bytes_sent: download.bytesSent,
    ratio: ratioOf(download),
    current_file: download.currentFile,
    total_files: fileCount === 0 ? null : fileCount,
    completed_files: filesDoneOf(download, fileCount),
    failed_files: download.filesFailed,
    limits: toDownloadLimitsResponse(download.limits),
    files_kept: download.keepsFiles,
  };
}
