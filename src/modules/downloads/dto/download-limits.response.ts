import { FlagField, IntField, IntListField, NumberField } from '../../../common/http/fields.js';
import { NO_LIMITS } from '../engine/download-source.js';
import type { DownloadLimits } from '../engine/download-source.js';

const MAX = Number.MAX_SAFE_INTEGER;

/** What a download may; null is no limit of its own. */
export class DownloadLimitsResponse {
  @IntField({ min: 1, max: MAX, nullable: true, description: 'Bytes a second in', example: 1_048_576 })
  download_limit: number | null;

  @IntField({ min: 1, max: MAX, nullable: true, description: 'Bytes a second out', example: null })
  upload_limit: number | null;

  @FlagField({ description: 'Whether a torrent comes in the order of the file', example: false })
  sequential: boolean;

  @IntListField({
    maxItems: MAX,
    min: 0,
    max: MAX,
    nullable: true,
    description: 'Numbers of the wanted files of a torrent; null is all of them',
    example: null,
  })
  files: number[] | null;

  @NumberField({
    min: 0,
    max: MAX,
    nullable: true,
    description: 'Goal of seeding; null is the setting',
    example: null,
  })
  seed_ratio: number | null;

  @IntField({
    min: 0,
    max: MAX,
    nullable: true,
    description: 'Goal of seeding; null is the setting',
    example: null,
  })
  seed_minutes: number | null;
}

export function toDownloadLimitsResponse(limits: Partial<DownloadLimits>): DownloadLimitsResponse {
  const { downloadLimit, uploadLimit, isSequential, wantedFiles, seedRatio, seedMinutes } = {
    ...NO_LIMITS,
    ...limits,
  };
  return {
    download_limit: downloadLimit,
    upload_limit: uploadLimit,
    sequential: isSequential,
    files: wantedFiles && [...wantedFiles],
    seed_ratio: seedRatio,
    seed_minutes: seedMinutes,
  };
}
