import { EnumField } from '../../../common/http/fields.js';
import { PageQuery } from '../../../common/http/paging.js';
import { SearchStatus } from '../search.entity.js';

export class ListSearchesQuery extends PageQuery {
  @EnumField({
    optional: true,
    enum: SearchStatus,
    enumName: 'SearchStatus',
    description: 'Only searches that stand so',
    example: 'searching',
  })
  status?: SearchStatus;
}
