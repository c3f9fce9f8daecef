import { Role } from '../../../../common/access/role.js';
import { ValidationError } from '../../../../common/errors/common.errors.js';
import { EnumField, TextField, TimeField } from '../../../../common/http/fields.js';
import { PageQuery } from '../../../../common/http/paging.js';
import { AccountSort, UserStatus } from '../../../auth/index.js';
import type { AccountFilter, AccountOrder } from '../../../auth/index.js';

const SortDirection = { Ascending: 'asc', Descending: 'desc' } as const;
type SortDirection = (typeof SortDirection)[keyof typeof SortDirection];

/** Which accounts: each filter that is given narrows the list. */
export class ListUsersQuery extends PageQuery {
  @EnumField({ enum: Role, enumName: 'Role', optional: true, description: 'Only this role' })
  role?: Role;

  @EnumField({ enum: UserStatus, enumName: 'UserStatus', optional: true, description: 'Only this status' })
  status?: UserStatus;

  @TextField({
    max: 200,
    trim: true,
    optional: true,
    description: 'Part of the name or the e-mail address, in any case',
    example: 'john',
  })
  search?: string;

  @TimeField({ optional: true, description: 'Made at this moment or later', example: '2026-01-01T00:00:00Z' })
  created_from?: string;

  @TimeField({ optional: true, description: 'Made before this moment', example: '2026-02-01T00:00:00Z' })
  created_to?: string;

  @EnumField({
    enum: AccountSort,
    enumName: 'UserSort',
    default: AccountSort.CreatedAt,
    description: 'What to sort by; roles by rank, and who never signed in comes last',
  })
  sort: AccountSort = AccountSort.CreatedAt;

  @EnumField({
    enum: SortDirection,
    enumName: 'SortDirection',
    default: SortDirection.Descending,
    description: 'Direction',
  })
  order: SortDirection = SortDirection.Descending;
}

function moment(field: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new ValidationError(`${field} must be a moment as in RFC 3339`, { field });
  return date;
}

export const toAccountFilter = (query: ListUsersQuery): AccountFilter => ({
  role: query.role,
  status: query.status,
  search: query.search,
  createdFrom: moment('created_from', query.created_from),
  createdTo: moment('created_to', query.created_to),
});

export const toAccountOrder = ({ sort, order }: ListUsersQuery): AccountOrder => ({
  by: sort,
  direction: order === SortDirection.Ascending ? 'ASC' : 'DESC',
});
