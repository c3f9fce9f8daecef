import { Injectable } from '@nestjs/common';
import { encodeCursor } from './media-cursor.js';
import { filterConditions } from './media-conditions.js';
import { criteriaKey, typesOf } from './media-filter.js';
import type { MediaCriteria, MediaFilter } from './media-filter.js';
import type { Selection } from './media-list.query.js';
import { MediaListRepository } from './media-list.repository.js';
import type { Place } from './media-list.repository.js';
import { orderOf } from './media-order.js';
import { MediaSearchService } from './media-search.service.js';
import type { FoundPlaces } from './media-search.service.js';
import { MediaTotals } from './media-totals.js';
import type { Total } from './media-totals.js';
import type { Media } from './media.entity.js';
import { SqlParameters } from './sql-parameters.js';

/** Rows that are collected and sorted sooner than an index is walked for them. */
const FEW = 2000;
/** From here on a page is read from the end of the order when that is nearer. */
const DEEP = 1000;

/** A page of the catalogue. */
export interface MediaListing extends Total {
  readonly media: Media[];
  /** Rows before this page. */
  readonly offset: number;
  /** Where the next page begins; null after the last one. */
  readonly nextCursor: string | null;
}

/** Lists the catalogue: filtered, sorted, searched, by page or by cursor. */
@Injectable()
export class MediaListService {
  constructor(
    private readonly rows: MediaListRepository,
    private readonly searches: MediaSearchService,
    private readonly totals: MediaTotals,
  ) {}

  /** A row that is deleted while its page is being read is left out of it. */
  async list(filter: MediaFilter): Promise<MediaListing> {
    const offset = filter.after?.position ?? filter.offset;
    const asked = filter.after ? { ...filter, offset: 0 } : filter;
    const { places, total, isExact } =
      filter.search === undefined ? await this.page(asked) : await this.searches.find(asked, filter.search);
    const media = await this.rows.load(places.map(({ id }) => id));
    const last = places.at(-1);
    const position = offset + places.length;
    const isLast = last === undefined || places.length < filter.limit || position >= total;
    const nextCursor = isLast ? null : encodeCursor(filter, { ...last, position });
    return { media, total, isExact, offset, nextCursor };
  }

  private async page(filter: MediaFilter): Promise<FoundPlaces> {
    const { total, isExact } = await this.total(filter);
    const places = filter.offset < total ? await this.placesOf(filter, total) : [];
    return { places, total, isExact };
  }

  private total(criteria: MediaCriteria): Promise<Total> {
    return this.totals.get(criteriaKey(criteria), async () => {
      const parameters = new SqlParameters();
      const conditions = filterConditions(criteria, parameters);
      const total = await this.rows.count({ types: typesOf(criteria), conditions }, parameters);
      return { total, isExact: true };
    });
  }

  private async placesOf(filter: MediaFilter, total: number): Promise<Place[]> {
    const parameters = new SqlParameters();
    const conditions = filterConditions(filter, parameters);
    const selection: Selection = {
      types: typesOf(filter),
      conditions,
      order: orderOf(filter),
      offset: filter.offset,
      limit: filter.limit,
      after: filter.after,
    };
    const walk = fromNearerEnd(selection, total);
    if (await this.isSoonerGathered(filter, total, walk.offset + walk.limit)) {
      return (await this.rows.gather({ ...selection, tier: '0' }, parameters)).places;
    }
    return this.rows.walk(walk, parameters);
  }

  /** Whether the rows that match are fewer than those that would be walked over until the page is full. */
  private async isSoonerGathered(filter: MediaFilter, total: number, wanted: number): Promise<boolean> {
    const { genre, yearFrom, yearTo, ratingMin } = filter;
    const isFiltered = [genre, yearFrom, yearTo, ratingMin].some((value) => value !== undefined);
    if (isFiltered && total <= FEW) return true;
    // Only the genre is not in the index that is walked: it costs a visit to each row's place in the table.
    if (genre === undefined) return false;
    const all = await this.total({ mediaType: filter.mediaType });
    return total * total <= wanted * all.total;
  }
}

function fromNearerEnd(selection: Selection, total: number): Selection {
  const { offset, limit, after } = selection;
  if (after !== undefined || offset < DEEP || offset < total / 2) return selection;
  const rest = Math.min(limit, total - offset);
  return { ...selection, isReversed: true, offset: total - offset - rest, limit: rest };
}
