import { EnumField, FlagField, IntField, TextField } from '../../../common/http/fields.js';
import { ProviderRunStatus } from '../provider-run.entity.js';
import type { ProviderRun } from '../provider-run.entity.js';

const MAX = 2 ** 31 - 1;

export class ProviderRunResponse {
  @TextField({ max: 64, description: 'Provider', example: 'jackett' })
  provider: string;

  @EnumField({
    enum: ProviderRunStatus,
    enumName: 'ProviderRunStatus',
    description: 'How far it is',
    example: 'completed',
  })
  status: ProviderRunStatus;

  @TextField({ max: 64, nullable: true, description: 'Why it failed', example: null })
  error_code: string | null;

  @TextField({ max: 500, nullable: true, description: 'The same for people', example: null })
  error_message: string | null;

  @IntField({ min: 0, max: MAX, description: 'Sources that it found', example: 8 })
  result_count: number;

  @FlagField({ description: 'Answered from what an equal search had asked', example: false })
  is_shared: boolean;
}

export const toProviderRunResponse = (run: ProviderRun): ProviderRunResponse => ({
  provider: run.provider,
  status: run.status,
  error_code: run.errorCode,
  error_message: run.errorMessage,
  result_count: run.resultCount,
  is_shared: run.isShared,
});
