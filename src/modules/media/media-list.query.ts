import type { MediaCursor } from './media-filter.js';
import { orderBy } from './media-order.js';
import type { MediaOrder } from './media-order.js';
import type { MediaType } from './media-type.js';
import type { SqlParameters } from './sql-parameters.js';

/** Rows to list: their types, what else they fulfil, and the part of their order that is wanted. */
export interface Selection {
  readonly types: readonly MediaType[];
  /** SQL, all of them to be fulfilled. */
  readonly conditions: readonly string[];
  readonly order: MediaOrder;
  readonly offset: number;
  readonly limit: number;
  readonly after?: MediaCursor | undefined;
  /** Reads the order from its other end. */
  readonly isReversed?: boolean;
}

const typesIn = (types: readonly MediaType[], parameters: SqlParameters): string =>
  `media_type = ANY (${parameters.add(types)}::text[])`;

const all = (conditions: readonly string[]): string => conditions.map((one) => `(${one})`).join(' AND ');

/** Conditions of the parts that follow the cursor; each part is in one piece of the index. */
function partsAfter(
  { order, after }: Pick<Selection, 'order' | 'after'>,
  parameters: SqlParameters,
): string[] {
  if (!after) return ['true'];
  const beyond = order.isDescending ? '<' : '>';
  const id = `${parameters.add(after.id)}::uuid`;
  if (after.value === null) return [`${order.column} IS NULL AND id ${beyond} ${id}`];
  const value = `${parameters.add(after.value)}::${order.type}`;
  const rest = `(${order.column}, id) ${beyond} (${value}, ${id})`;
  return order.mayBeNull ? [rest, `${order.column} IS NULL`] : [rest];
}

/**
 * Walks the index of the order and stops after the page: for rows that are many among those walked over. The indexes
 * begin with the type, so that one scan for each type is merged with the others.
 */
export function walkQuery(selection: Selection, parameters: SqlParameters): string {
  const { types, conditions, order, offset, limit, isReversed } = selection;
  const parts = partsAfter(selection, parameters);
  const skip = parameters.add(offset);
  const take = parameters.add(limit);
  const scans = types.flatMap((type) => {
    const ofType = `media_type = ${parameters.add(type)}`;
    return parts.map(
      (part) => `(SELECT id, ${order.column} AS value FROM media WHERE ${all([ofType, ...conditions, part])}
        ORDER BY ${orderBy(order, order.column, isReversed)} LIMIT ${skip}::bigint + ${take}::bigint)`,
    );
  });
  return `SELECT id, value::text AS value FROM (${scans.join(' UNION ALL ')}) AS rows
    ORDER BY ${orderBy(order, 'rows.value', isReversed)} OFFSET ${skip}::bigint LIMIT ${take}::bigint`;
}

function afterInHits({ order, after }: Selection, parameters: SqlParameters): string {
  if (!after) return 'true';
  const parts = partsAfter({ order: { ...order, column: 'value' }, after }, parameters);
  if (order.name !== 'relevance') return parts.join(' OR ');
  const tier = parameters.add(after.tier);
  return `tier > ${tier}::integer OR tier = ${tier}::integer AND (${parts.join(' OR ')})`;
}

/** Rows to collect before they are sorted. */
export interface Gathering extends Selection {
  /** SQL of how well a row matches, 0 is best; an order by relevance sorts by it before all else. */
  readonly tier: string;
  /** No more rows than this are collected; all of them when left out. */
  readonly bound?: number | undefined;
}

/** Collects the rows that match, through whatever index finds them, and sorts them: for rows that are few. */
export function gatherQuery(selection: Gathering, parameters: SqlParameters): string {
  const { types, conditions, order, offset, limit, tier, bound } = selection;
  const rank = order.name === 'relevance' ? 'tier' : '0';
  return `
    WITH hits AS MATERIALIZED (
      SELECT id, ${order.column} AS value, ${tier} AS tier
        FROM media WHERE ${all([typesIn(types, parameters), ...conditions])}
        ${bound === undefined ? '' : `LIMIT ${parameters.add(bound)}::bigint`})
    SELECT counted.total, counted.best, page.id, page.value::text AS value, page.rank AS tier
      FROM (SELECT count(*)::integer AS total, min(tier) AS best FROM hits) AS counted
      LEFT JOIN LATERAL (
        SELECT id, value, ${rank} AS rank FROM hits WHERE ${afterInHits(selection, parameters)}
         ORDER BY rank, ${orderBy(order, 'value')}
        OFFSET ${parameters.add(offset)}::bigint LIMIT ${parameters.add(limit)}::bigint) AS page ON true
     ORDER BY page.rank, ${orderBy(order, 'page.value')}`;
}

export function countQuery(
  { types, conditions }: Pick<Selection, 'types' | 'conditions'>,
  parameters: SqlParameters,
): string {
  return `SELECT count(*)::integer AS total FROM media WHERE ${all([typesIn(types, parameters), ...conditions])}`;
}
