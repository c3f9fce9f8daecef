import { MediaType } from './media-type.js';

export const MediaSort = { CreatedAt: 'created_at', Title: 'title', Year: 'year', Rating: 'rating' } as const;
export type MediaSort = (typeof MediaSort)[keyof typeof MediaSort];

/** What an unfiltered list shows; episodes are listed when they are asked for. */
const TITLES: readonly MediaType[] = [MediaType.Movie, MediaType.Tv];

/** Which titles. */
export interface MediaCriteria {
  readonly mediaType?: MediaType | undefined;
  readonly genre?: string | undefined;
  readonly yearFrom?: number | undefined;
  readonly yearTo?: number | undefined;
  readonly ratingMin?: number | undefined;
  readonly search?: string | undefined;
}

/** A row's place in an order that stays the same while other rows come and go. */
export interface MediaCursor {
  /** How well it matches a search, 0 is best; 0 throughout where the order is not by relevance. */
  readonly tier: number;
  /** What the list is sorted by, as PostgreSQL writes it. */
  readonly value: string | null;
  readonly id: string;
  /** Rows up to and including this one when it was listed. */
  readonly position: number;
}

/** Which titles, in which order, and which part of them. */
export interface MediaFilter extends MediaCriteria {
  /** Left out: by relevance when searching, else by the time of adding. */
  readonly sort?: MediaSort | undefined;
  readonly order: 'asc' | 'desc';
  readonly offset: number;
  readonly limit: number;
  /** The page begins after this row instead of at `offset`. */
  readonly after?: MediaCursor | undefined;
}

export const typesOf = ({ mediaType }: MediaCriteria): readonly MediaType[] =>
  mediaType === undefined ? TITLES : [mediaType];

/** The same text for the same titles. */
export const criteriaKey = (criteria: MediaCriteria): string =>
  JSON.stringify([
    criteria.mediaType ?? null,
    criteria.genre?.toLowerCase() ?? null,
    criteria.yearFrom ?? null,
    criteria.yearTo ?? null,
    criteria.ratingMin ?? null,
    criteria.search ?? null,
  ]);
