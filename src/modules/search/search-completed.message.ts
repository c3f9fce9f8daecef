import { ApiProperty } from '@nestjs/swagger';
import { EnumField, IntField, ObjectField, UuidField } from '../../common/http/fields.js';
import type { RealtimeMessage } from '../realtime/index.js';
import { ProviderRunResponse, toProviderRunResponse } from './dto/provider-run.response.js';
import type { ProviderRun } from './provider-run.entity.js';
import { SearchStatus } from './search.entity.js';
import type { Search } from './search.entity.js';

/** Sent on `/ws` to the searcher when a search has ended, after its last `search_result`. */
export class SearchCompletedMessage {
  @ApiProperty({ enum: ['search_completed'], description: 'What this message is' })
  type: 'search_completed';

  @UuidField({ description: 'The search' })
  search_id: string;

  @EnumField({
    enum: SearchStatus,
    enumName: 'SearchStatus',
    description: 'How it ended: `completed`, also when its time was up, or `cancelled`',
    example: 'completed',
  })
  status: SearchStatus;

  @IntField({ min: 0, max: 2 ** 31 - 1, description: 'Titles found', example: 1 })
  total_results: number;

  @ObjectField({
    type: () => ProviderRunResponse,
    isArray: true,
    description: 'What became of it at each provider',
  })
  providers: ProviderRunResponse[];
}

export const toSearchCompletedMessage = (
  search: Search,
  runs: readonly ProviderRun[],
  totalResults: number,
): SearchCompletedMessage & RealtimeMessage => ({
  type: 'search_completed',
  search_id: search.id,
  status: search.status,
  total_results: totalResults,
  providers: runs.map(toProviderRunResponse),
});
