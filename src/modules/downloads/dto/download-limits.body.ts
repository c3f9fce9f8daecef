import { FlagField, IntField, IntListField, NumberField } from '../../../common/http/fields.js';
import type { DownloadLimits } from '../engine/download-source.js';

const MAX_BYTES_PER_SECOND = 2 ** 40;
const MAX_FILES = 10_000;
const MAX_FILE_INDEX = 1_000_000;
const MAX_MINUTES = 5_256_000;

/** What may be said when a download starts, and changed while it runs. */
export class DownloadLimitsBody {
  @IntField({
    optional: true,
    min: 1,
    max: 100,
    description: '100 is fetched first; 50 is usual. Only moderators may go above that',
    example: 50,
  })
  priority?: number;

  @IntField({
    optional: true,
    nullable: true,
    min: 0,
    max: MAX_BYTES_PER_SECOND,
    description: 'Bytes a second that it may receive; 0 and null are no limit',
    example: 1_048_576,
  })
  download_limit?: number | null;

  @IntField({
    optional: true,
    nullable: true,
    min: 0,
    max: MAX_BYTES_PER_SECOND,
    description: 'Bytes a second that it may send to peers; 0 and null are no limit',
    example: 131_072,
  })
  upload_limit?: number | null;

  @FlagField({
    optional: true,
    description: 'Torrents: in the order of the file instead of the rarest piece first',
  })
  sequential?: boolean;

  @IntListField({
    optional: true,
    nullable: true,
    minItems: 1,
    maxItems: MAX_FILES,
    min: 0,
    max: MAX_FILE_INDEX,
    description: 'Torrents: numbers of the files to fetch; null is all of them',
    example: [0, 2],
  })
  files?: number[] | null;

  @NumberField({
    optional: true,
    nullable: true,
    min: 0,
    max: 1000,
    description:
      'Torrents: seed until so many times the size has been sent; null is the setting of the system',
    example: 1.5,
  })
  seed_ratio?: number | null;

  @IntField({
    optional: true,
    nullable: true,
    min: 0,
    max: MAX_MINUTES,
    description: 'Torrents: seed for so many minutes at most; null is the setting of the system',
    example: 60,
  })
  seed_minutes?: number | null;
}

/** Only what the body says. */
export function toLimits(body: DownloadLimitsBody): Partial<DownloadLimits> {
  const { download_limit, upload_limit, sequential, files, seed_ratio, seed_minutes } = body;
  return {
    ...(download_limit === undefined ? {} : { downloadLimit: orNone(download_limit) }),
    ...(upload_limit === undefined ? {} : { uploadLimit: orNone(upload_limit) }),
    ...(sequential === undefined ? {} : { isSequential: sequential }),
    ...(files === undefined ? {} : { wantedFiles: files && ascending(files) }),
    ...(seed_ratio === undefined ? {} : { seedRatio: seed_ratio }),
    ...(seed_minutes === undefined ? {} : { seedMinutes: seed_minutes }),
  };
}

/** Zero is no limit, as in the configuration. */
const orNone = (limit: number | null): number | null => (limit === 0 ? null : limit);

const ascending = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);
