import type { MediaType } from './media-type.js';

export const MediaSort = { CreatedAt: 'created_at', Title: 'title', Year: 'year', Rating: 'rating' } as const;
export type MediaSort = (typeof MediaSort)[keyof typeof MediaSort];

/** Which titles, in which order. */
export interface MediaFilter {
  readonly mediaType?: MediaType | undefined;
  readonly genre?: string | undefined;
  readonly yearFrom?: number | undefined;
  readonly yearTo?: number | undefined;
  readonly ratingMin?: number | undefined;
  readonly search?: string | undefined;
  readonly sort: MediaSort;
  readonly order: 'asc' | 'desc';
  readonly offset: number;
  readonly limit: number;
}
