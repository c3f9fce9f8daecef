import { EnumField, TextField, UuidField } from '../../../common/http/fields.js';
import { PageQuery, offsetOf } from '../../../common/http/paging.js';
import { DownloadOrder, SortDirection } from '../download-list.repository.js';
import type { DownloadListQuery } from '../download-list.repository.js';
import { DownloadStatus, statesOf } from '../download-state.js';
import { DownloadKindName } from '../engine/download-source.js';

export class ListDownloadsQuery extends PageQuery {
  @EnumField({
    optional: true,
    enum: DownloadStatus,
    enumName: 'DownloadStatus',
    description: 'Only downloads that stand so',
    example: 'running',
  })
  status?: DownloadStatus;

  @EnumField({
    optional: true,
    enum: DownloadKindName,
    enumName: 'DownloadKind',
    description: 'Only downloads of this kind',
    example: 'torrent',
  })
  kind?: DownloadKindName;

  @UuidField({ optional: true, description: 'Only downloads of this title' })
  media_id?: string;

  @UuidField({
    optional: true,
    description: 'For moderators: only downloads of this person. Others see their own in any case',
  })
  owner_id?: string;

  @TextField({
    optional: true,
    trim: true,
    max: 200,
    description: 'Only releases with this in their name, whatever the case',
    example: '1080p',
  })
  search?: string;

  @EnumField({
    enum: DownloadOrder,
    enumName: 'DownloadOrder',
    default: DownloadOrder.CreatedAt,
    description: 'By what the list is ordered',
  })
  sort: DownloadOrder = DownloadOrder.CreatedAt;

  @EnumField({
    optional: true,
    enum: SortDirection,
    enumName: 'SortDirection',
    description: 'Default: `asc` for names, `desc` for everything else',
    example: 'desc',
  })
  order?: SortDirection;
}

export function toDownloadListQuery(query: ListDownloadsQuery): DownloadListQuery {
  const { status, kind, media_id: mediaId, owner_id: ownerId, search, sort, order, limit } = query;
  return {
    states: status === undefined ? undefined : statesOf(status),
    kind,
    mediaId,
    ownerId,
    search,
    sort,
    order,
    offset: offsetOf(query),
    limit,
  };
}
