/** Which rows of the trail; what is undefined doesn't matter. */
export interface AuditFilter {
  readonly userId: string | undefined;
  readonly action: string | undefined;
  readonly resource: string | undefined;
  readonly resourceId: string | undefined;
  readonly ipAddress: string | undefined;
  /** This moment or later. */
  readonly from: Date | undefined;
  /** Before this moment. */
  readonly to: Date | undefined;
  /** Part of any text of the row, in any case. */
  readonly search: string | undefined;
}

interface Condition {
  readonly value: unknown;
  readonly sql: (parameter: string) => string;
}

const SEARCHED = `concat_ws(' ', l.action, l.resource, l.resource_id, l.ip_address, l.user_agent, l.request_id,
  l.old_value::text, l.new_value::text)`;

const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

function conditionsOf(filter: AuditFilter): Condition[] {
  const equals = (column: string, value: unknown): Condition => ({ value, sql: (p) => `l.${column} = ${p}` });
  const { search } = filter;
  return [
    equals('user_id', filter.userId),
    equals('action', filter.action),
    equals('resource', filter.resource),
    equals('resource_id', filter.resourceId),
    equals('ip_address', filter.ipAddress),
    { value: filter.from, sql: (p: string) => `l.timestamp >= ${p}` },
    { value: filter.to, sql: (p: string) => `l.timestamp < ${p}` },
    {
      value: search === undefined ? undefined : likePattern(search),
      sql: (p: string) => `${SEARCHED} ILIKE ${p}`,
    },
  ].filter(({ value }) => value !== undefined);
}

/** The filter as a condition on `audit_log l`, its parameters numbered from `first`. */
export function filterSql(filter: AuditFilter, first: number): { where: string; parameters: unknown[] } {
  const conditions = conditionsOf(filter);
  const parts = conditions.map(({ sql }, index) => sql(`$${first + index}`));
  return { where: parts.join(' AND ') || 'true', parameters: conditions.map(({ value }) => value) };
}

/** The filter as the trail tells of it. */
export const filterFacts = (filter: AuditFilter): object => ({
  user_id: filter.userId,
  action: filter.action,
  resource: filter.resource,
  resource_id: filter.resourceId,
  ip_address: filter.ipAddress,
  from: filter.from,
  to: filter.to,
  search: filter.search,
});
