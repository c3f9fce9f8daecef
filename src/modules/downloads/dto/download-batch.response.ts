import { EnumField, IntField, ObjectField, TextField, UuidField } from '../../../common/http/fields.js';
import type { DomainError } from '../../../common/errors/domain-error.js';
import type { BatchResult, Outcome } from '../download-batches.service.js';
import { DownloadStatus, statusOf } from '../download-state.js';

/** Why one of several was refused. */
export class DownloadRefusalResponse {
  @TextField({ max: 64, description: 'To program against', example: 'DOWNLOAD_EXISTS' })
  code: string;

  @TextField({ max: 2000, description: 'For people', example: 'This is being downloaded already' })
  message: string;
}

/** What became of one URL. */
export class StartedUrlResponse {
  @TextField({ max: 16_384, description: 'As it was given', example: 'https://example.com/album/42' })
  url: string;

  @UuidField({ nullable: true, description: 'The download; null when it was refused' })
  download_id: string | null;

  @EnumField({
    enum: DownloadStatus,
    enumName: 'DownloadStatus',
    nullable: true,
    description: 'Where it stands; null when it was refused',
    example: 'pending',
  })
  status: DownloadStatus | null;

  @ObjectField({
    type: () => DownloadRefusalResponse,
    nullable: true,
    description: 'Why it was refused; null when it was not',
  })
  error: DownloadRefusalResponse | null;
}

/** What became of each URL, in their order. */
export class StartDownloadsResponse {
  @IntField({ min: 0, max: 100, description: 'How many were accepted', example: 2 })
  started: number;

  @ObjectField({ type: () => StartedUrlResponse, isArray: true, description: 'One for each URL' })
  results: StartedUrlResponse[];
}

/** A download that did not obey. */
export class RefusedDownloadResponse {
  @UuidField({ description: 'The download' })
  download_id: string;

  @ObjectField({ type: () => DownloadRefusalResponse, description: 'Why' })
  error: DownloadRefusalResponse;
}

/** What a command to many downloads came to. */
export class DownloadBatchResponse {
  @IntField({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'How many obeyed', example: 12 })
  changed: number;

  @ObjectField({
    type: () => RefusedDownloadResponse,
    isArray: true,
    description: 'Those that did not: they ended in between, or their owner has too many under way',
  })
  refused: RefusedDownloadResponse[];
}

const toRefusal = ({ code, message }: DomainError): DownloadRefusalResponse => ({ code, message });

function toStartedUrl(url: string, outcome: Outcome): StartedUrlResponse {
  if ('refusal' in outcome)
    return { url, download_id: null, status: null, error: toRefusal(outcome.refusal) };
  const { id, state } = outcome.download;
  return { url, download_id: id, status: statusOf(state), error: null };
}

export const toStartDownloadsResponse = (
  urls: readonly string[],
  outcomes: readonly Outcome[],
): StartDownloadsResponse => ({
  started: outcomes.filter((outcome) => 'download' in outcome).length,
  results: outcomes.map((outcome, index) => toStartedUrl(urls[index] ?? '', outcome)),
});

export const toDownloadBatchResponse = ({ changed, refused }: BatchResult): DownloadBatchResponse => ({
  changed,
  refused: refused.map(({ id, refusal }) => ({ download_id: id, error: toRefusal(refusal) })),
});
