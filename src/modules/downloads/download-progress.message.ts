import { ApiProperty } from '@nestjs/swagger';
import type { RealtimeMessage } from '../realtime/index.js';
import { EnumField, IntField, NumberField, UuidField } from '../../common/http/fields.js';
import { progressPercent } from './download-progress.js';
import { DownloadStatus, statusOf } from './download-state.js';
import type { DownloadState } from './download-state.js';

/** Sent on `/ws` to the owner, at most four times a second for each download. */
export class DownloadProgressMessage {
  @ApiProperty({ enum: ['download_progress'], description: 'What this message is' })
  type: 'download_progress';

  @UuidField({ description: 'The download' })
  download_id: string;

  @NumberField({ min: 0, max: 100, description: 'Percent', example: 45.5 })
  progress: number;

  @IntField({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'Bytes a second', example: 1_258_291 })
  speed_bytes_per_sec: number;

  @IntField({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    nullable: true,
    description: 'Seconds left',
    example: 3600,
  })
  eta_seconds: number | null;

  @EnumField({ enum: DownloadStatus, enumName: 'DownloadStatus', description: 'Where it stands' })
  status: DownloadStatus;

  @IntField({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'Verified bytes', example: 966_367_641 })
  bytes_downloaded: number;

  @IntField({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    nullable: true,
    description: 'All bytes, once known',
    example: 2_147_483_648,
  })
  total_bytes: number | null;
}

export interface ProgressFacts {
  readonly id: string;
  readonly state: DownloadState;
  readonly bytesDone: number;
  readonly totalBytes: number | null;
  readonly speedBytesPerSec: number;
  readonly etaSeconds: number | null;
}

export function toProgressMessage(facts: ProgressFacts): DownloadProgressMessage & RealtimeMessage {
  return {
    type: 'download_progress',
    download_id: facts.id,
    progress: progressPercent(facts),
    speed_bytes_per_sec: facts.speedBytesPerSec,
    eta_seconds: facts.etaSeconds,
    status: statusOf(facts.state),
    bytes_downloaded: facts.bytesDone,
    total_bytes: facts.totalBytes,
  };
}
