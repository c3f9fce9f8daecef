import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { Download } from './download.entity.js';
import { DownloadState } from './download-state.js';
import type { Visible } from './downloads.repository.js';
import type { DownloadKindName } from './engine/download-source.js';

/** By what a list of downloads is ordered. */
export const DownloadOrder = {
  CreatedAt: 'created_at',
  Priority: 'priority',
  Progress: 'progress',
  Name: 'name',
} as const;
export type DownloadOrder = (typeof DownloadOrder)[keyof typeof DownloadOrder];

export const SortDirection = { Ascending: 'asc', Descending: 'desc' } as const;
export type SortDirection = (typeof SortDirection)[keyof typeof SortDirection];

/** Which downloads, in which order, and which part of them. What is not given does not matter. */
export interface DownloadListQuery {
  readonly states?: readonly DownloadState[] | undefined;
  readonly kind?: DownloadKindName | undefined;
  readonly mediaId?: string | undefined;
  readonly ownerId?: string | undefined;
  /** Part of the release's name, whatever the case. */
  readonly search?: string | undefined;
  /** Default: the newest first. */
  readonly sort?: DownloadOrder | undefined;
  readonly order?: SortDirection | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** A download without what may be megabytes of it: its files may be many thousands. */
export type DownloadSummary = Omit<Download, 'files' | 'peers' | 'metadata'>;

export interface ListedDownload {
  readonly download: DownloadSummary;
  readonly mediaTitle: string;
  /** Of those that are wanted; 0 until they are known. */
  readonly fileCount: number;
}

const HEAVY: readonly string[] = ['files', 'peers', 'metadata'];

const MEDIA_TITLE = '(SELECT media.title FROM media WHERE media.id = download.media_id)';
const FILE_COUNT = `(SELECT count(*)::int FROM jsonb_array_elements(download.files) AS file
  WHERE coalesce((file ->> 'is_wanted')::boolean, true))`;
/** As clients are told, from 0 to 1. */
const PROGRESS = `CASE WHEN download.state IN ('importing', 'completed') THEN 1
  WHEN download.total_bytes > 0 THEN download.bytes_done::float8 / download.total_bytes ELSE 0 END`;

const SORT_KEYS: Readonly<Record<DownloadOrder, string>> = {
  created_at: 'download.created_at',
  priority: 'download.priority',
  progress: PROGRESS,
  name: 'lower(download.release_name)',
};

/** PostgreSQL's place of each download that waits, counted over everybody's. */
const POSITIONS = `
  SELECT id, position FROM (
    SELECT id, row_number() OVER (ORDER BY priority DESC, created_at, id)::int AS position
      FROM download WHERE state = 'pending' AND desired_state = 'running') AS queue
   WHERE id = ANY($1)`;

const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Lists of downloads, and their places in the queue. */
@Injectable()
export class DownloadLists {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(Download);
  }

  /** Pages are stable: what is equal in order is ordered by id. */
  async page(
    visible: Visible,
    query: DownloadListQuery,
  ): Promise<{ found: ListedDownload[]; total: number }> {
    const matching = this.matching(visible, query);
    const total = await matching.clone().getCount();
    if (query.offset >= total) return { found: [], total };
    const { sort = DownloadOrder.CreatedAt, order = defaultDirection(sort) } = query;
    const direction = order === SortDirection.Ascending ? 'ASC' : 'DESC';
    const { entities, raw } = await matching
      .select(this.lightColumns())
      .addSelect(MEDIA_TITLE, 'media_title')
      .addSelect(FILE_COUNT, 'file_count')
      .addSelect(SORT_KEYS[sort], 'sort_key')
      .orderBy('sort_key', direction)
      .addOrderBy('download.id', direction)
      .offset(query.offset)
      .limit(query.limit)
      .getRawAndEntities<{ media_title: string | null; file_count: number }>();
    const found = entities.map((download, index) => ({
      download,
      mediaTitle: raw[index]?.media_title ?? '',
      fileCount: raw[index]?.file_count ?? 0,
    }));
    return { found, total };
  }

  /** Those in one of the states, the oldest first. */
  async idsIn(visible: Visible, states: readonly DownloadState[]): Promise<string[]> {
    const rows = await this.matching(visible, { states })
      .select('download.id', 'id')
      .orderBy('download.created_at')
      .addOrderBy('download.id')
      .getRawMany<{ id: string }>();
    return rows.map(({ id }) => id);
  }

  /** From 1; only those that wait for a worker have one. */
  async positionsOf(ids: readonly string[]): Promise<Map<string, number>> {
    if (ids.length === 0) return new Map();
    const rows = await this.uow.manager.query<{ id: string; position: number }[]>(POSITIONS, [ids]);
    return new Map(rows.map(({ id, position }) => [id, position]));
  }

  private matching(
    visible: Visible,
    { states, kind, mediaId, ownerId, search }: Omit<DownloadListQuery, 'offset' | 'limit'>,
  ): SelectQueryBuilder<Download> {
    const query = this.rows.createQueryBuilder('download').where('true');
    if (visible !== null) query.andWhere('download.owner_id = :visible', { visible });
    if (ownerId !== undefined) query.andWhere('download.owner_id = :ownerId', { ownerId });
    if (states) query.andWhere('download.state IN (:...states)', { states });
    if (kind) query.andWhere('download.kind = :kind', { kind });
    if (mediaId !== undefined) query.andWhere('download.media_id = :mediaId', { mediaId });
    if (search !== undefined)
      query.andWhere('lower(download.release_name) LIKE lower(:pattern)', { pattern: likePattern(search) });
    return query;
  }

  private lightColumns(): string[] {
    return this.rows.metadata.columns
      .map(({ propertyName }) => propertyName)
      .filter((name) => !HEAVY.includes(name))
      .map((name) => `download.${name}`);
  }
}

/** Names from A, everything else from the most. */
const defaultDirection = (sort: DownloadOrder): SortDirection =>
  sort === DownloadOrder.Name ? SortDirection.Ascending : SortDirection.Descending;
