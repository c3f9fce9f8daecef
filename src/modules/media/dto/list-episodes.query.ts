import { IntField } from '../../../common/http/fields.js';
import { PageQuery } from '../../../common/http/paging.js';

const MAX_SEASON = 10_000;

export class ListEpisodesQuery extends PageQuery {
  @IntField({
    min: 0,
    max: MAX_SEASON,
    optional: true,
    description: 'Only this season; 0 is for specials',
    example: 1,
  })
  season?: number;

  @IntField({ min: 1, max: 100, default: 100, description: 'Episodes per page' })
  override limit: number = 100;
}
