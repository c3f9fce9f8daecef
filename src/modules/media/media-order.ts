import type { MediaFilter, MediaSort } from './media-filter.js';

/** What a list is ordered by; ties are settled by the id in the same direction, unknown values come last. */
export interface MediaOrder {
  /** `relevance`: how well a name matches, then the rating. */
  readonly name: MediaSort | 'relevance';
  readonly column: string;
  /** PostgreSQL's type of the column. */
  readonly type: string;
  readonly isDescending: boolean;
  readonly mayBeNull: boolean;
}

const COLUMNS: Readonly<Record<MediaSort, Pick<MediaOrder, 'column' | 'type' | 'mayBeNull'>>> = {
  created_at: { column: 'created_at', type: 'timestamptz', mayBeNull: false },
  title: { column: 'title_key', type: 'text', mayBeNull: false },
  year: { column: 'year', type: 'integer', mayBeNull: true },
  rating: { column: 'rating', type: 'double precision', mayBeNull: true },
};

export function orderOf({ sort, order, search }: Pick<MediaFilter, 'sort' | 'order' | 'search'>): MediaOrder {
  if (sort === undefined && search !== undefined) {
    return { name: 'relevance', ...COLUMNS.rating, isDescending: true };
  }
  const name = sort ?? 'created_at';
  return { name, ...COLUMNS[name], isDescending: order === 'desc' };
}

/** ORDER BY of rows that have a sort value and an id; `isReversed` reads the same order from its other end. */
export function orderBy(order: MediaOrder, value: string, isReversed = false): string {
  const direction = order.isDescending === isReversed ? 'ASC' : 'DESC';
  const nulls = order.mayBeNull ? ` NULLS ${isReversed ? 'FIRST' : 'LAST'}` : '';
  return `${value} ${direction}${nulls}, id ${direction}`;
}
