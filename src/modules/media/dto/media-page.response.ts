import { ApiProperty } from '@nestjs/swagger';
import { FlagField, IntField, TextField } from '../../../common/http/fields.js';
import { PaginationResponse } from '../../../common/http/paging.js';
import { SEARCH_BOUND } from '../media-search.service.js';
import type { MediaListing } from '../media-list.service.js';
import { MediaSummaryResponse, toMediaSummaryResponse } from './media.response.js';

export class MediaPaginationResponse extends PaginationResponse {
  @IntField({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description:
      'Titles that match, counted exactly; in a catalogue so large that counting is slow, the number may be up to a ' +
      `minute old. A search counts to ${SEARCH_BOUND}: see is_total_exact`,
    example: 150,
  })
  declare total: number;

  @FlagField({
    description: `False when a search finds more than ${SEARCH_BOUND} titles: the best ${SEARCH_BOUND} of them are listed`,
  })
  is_total_exact: boolean;

  @TextField({
    max: 4000,
    nullable: true,
    description:
      'Send it as `cursor`, with the same filter and order, to get the next page; null on the last page',
    example: 'WyJvM2J4Y0dBa0xRIiwwXQ',
  })
  next_cursor: string | null;
}

export class MediaPage {
  @ApiProperty({ type: MediaSummaryResponse, isArray: true, description: 'The titles of this page' })
  data: MediaSummaryResponse[];

  @ApiProperty({ type: MediaPaginationResponse, description: 'Where this page stands' })
  pagination: MediaPaginationResponse;
}

export function toMediaPage(listing: MediaListing, limit: number): MediaPage {
  const { media, total, isExact, offset, nextCursor } = listing;
  return {
    data: media.map(toMediaSummaryResponse),
    pagination: {
      page: Math.floor(offset / limit) + 1,
      limit,
      total,
      total_pages: Math.ceil(total / limit),
      is_total_exact: isExact,
      next_cursor: nextCursor,
    },
  };
}
