import { Injectable } from '@nestjs/common';
import { filterConditions } from './media-conditions.js';
import { criteriaKey, typesOf } from './media-filter.js';
import type { MediaFilter } from './media-filter.js';
import type { Gathering, Selection } from './media-list.query.js';
import { MediaListRepository } from './media-list.repository.js';
import type { Gathered, Place } from './media-list.repository.js';
import { orderOf } from './media-order.js';
import { MediaTotals } from './media-totals.js';
import type { Total } from './media-totals.js';
import { onlyIn, searchConditions, tierOf } from './search-conditions.js';
import { searchTerms } from './search-terms.js';
import type { SearchTerms } from './search-terms.js';
import { SqlParameters } from './sql-parameters.js';
import { WordCorrections } from './word-corrections.js';
import type { Corrections } from './word-corrections.js';

/** A search that finds more has found enough: this many are told and can be paged through. */
export const SEARCH_BOUND = 2000;
/** A search that finds fewer, and no such name, is also tried with other spellings. */
const FEW = 5;
/** Rows that are sooner walked to than collected with all others and sorted. */
const WALKABLE = 500;

export interface FoundPlaces extends Total {
  readonly places: Place[];
}

interface Search {
  readonly filter: MediaFilter;
  readonly terms: SearchTerms;
  readonly corrections: Corrections;
}

/** Searches names: exact ones, beginnings, words and parts of words; then, if that finds too little, misspelled ones. */
@Injectable()
export class MediaSearchService {
  constructor(
    private readonly rows: MediaListRepository,
    private readonly corrections: WordCorrections,
    private readonly totals: MediaTotals,
  ) {}

  async find(filter: MediaFilter, text: string): Promise<FoundPlaces> {
    const search: Search = { filter, terms: searchTerms(text), corrections: [] };
    const key = criteriaKey(filter);
    if (this.totals.peek(key)?.isExact === false) return this.findAmongMany(search);
    const startedAt = performance.now();
    const found = await this.gather(search);
    if (found.total > SEARCH_BOUND) {
      this.totals.keep(key, { total: SEARCH_BOUND, isExact: false }, performance.now() - startedAt);
      return this.findAmongMany(search);
    }
    if (found.total >= FEW || found.best === 0 || !search.terms.hasTrigrams) return exactly(found);
    return this.findMisspelled(search, found);
  }

  private async findMisspelled(search: Search, found: Gathered): Promise<FoundPlaces> {
    const corrections = await this.corrections.of(search.terms.words);
    if (corrections.length === 0) return exactly(found);
    const corrected = await this.gather({ ...search, corrections });
    return corrected.total > SEARCH_BOUND
      ? this.findAmongMany({ ...search, corrections })
      : exactly(corrected);
  }

  private gather({ filter, terms, corrections }: Search): Promise<Gathered> {
    const parameters = new SqlParameters();
    const { anyOf, tiers } = searchConditions(terms, corrections);
    const conditions = [...filterConditions(filter, parameters), anyOf(parameters)];
    return this.rows.gather(
      { ...selectionOf(filter, conditions), tier: tierOf(tiers, parameters), bound: SEARCH_BOUND + 1 },
      parameters,
    );
  }

  /** Too many to collect them all: page by page, the better matches first. */
  private async findAmongMany(search: Search): Promise<FoundPlaces> {
    const { offset, limit, after } = search.filter;
    const left = SEARCH_BOUND - (after?.position ?? offset);
    const filter = { ...search.filter, limit: Math.max(0, Math.min(limit, left)) };
    const isRanked = orderOf(filter).name === 'relevance';
    const places = await (isRanked
      ? this.tierByTier({ ...search, filter })
      : this.inOneOrder({ ...search, filter }));
    return { places, total: SEARCH_BOUND, isExact: false };
  }

  private inOneOrder({ filter, terms, corrections }: Search): Promise<Place[]> {
    const parameters = new SqlParameters();
    const { anyOf } = searchConditions(terms, corrections);
    const conditions = [...filterConditions(filter, parameters), anyOf(parameters)];
    return this.amongMany({ ...selectionOf(filter, conditions), tier: '0' }, parameters);
  }

  private async tierByTier(search: Search): Promise<Place[]> {
    const { after, limit } = search.filter;
    const places: Place[] = [];
    let { offset } = search.filter;
    const tierCount = searchConditions(search.terms, search.corrections).tiers.length;
    for (let tier = after?.tier ?? 0; tier < tierCount && places.length < limit; tier++) {
      const filter = {
        ...search.filter,
        offset,
        limit: limit - places.length,
        after: tier === after?.tier ? after : undefined,
      };
      const found = await this.inTier({ ...search, filter }, tier);
      places.push(...found.places.map(({ id, value }) => ({ id, value, tier })));
      offset = Math.max(0, offset - found.total);
    }
    return places;
  }

  private async inTier({ filter, terms, corrections }: Search, tier: number): Promise<Gathered> {
    const gatheringOf = (parameters: SqlParameters): Gathering => {
      const { tiers } = searchConditions(terms, corrections);
      const conditions = [...filterConditions(filter, parameters), ...onlyIn(tiers, tier, parameters)];
      return { ...selectionOf(filter, conditions), tier: String(tier) };
    };
    const few = new SqlParameters();
    const found = await this.rows.gather({ ...gatheringOf(few), bound: SEARCH_BOUND + 1 }, few);
    if (found.total <= SEARCH_BOUND) return found;
    const many = new SqlParameters();
    return { ...found, places: await this.amongMany(gatheringOf(many), many) };
  }

  private async amongMany(gathering: Gathering, parameters: SqlParameters): Promise<Place[]> {
    if (gathering.offset + gathering.limit <= WALKABLE) return this.rows.walk(gathering, parameters);
    return (await this.rows.gather(gathering, parameters)).places;
  }
}

const exactly = ({ places, total }: Gathered): FoundPlaces => ({ places, total, isExact: true });

const selectionOf = (filter: MediaFilter, conditions: string[]): Selection => ({
  types: typesOf(filter),
  conditions,
  order: orderOf(filter),
  offset: filter.offset,
  limit: filter.limit,
  after: filter.after,
});
