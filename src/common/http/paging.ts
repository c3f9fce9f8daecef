import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IntField } from './fields.js';

const MAX_LIMIT = 100;
const MAX_PAGE = 1_000_000;

/** `page` and `limit` of a list. */
export class PageQuery {
  @IntField({ min: 1, max: MAX_PAGE, default: 1, description: 'Page number, from 1' })
  page: number = 1;

  @IntField({ min: 1, max: MAX_LIMIT, default: 20, description: 'Items per page' })
  limit: number = 20;
}

export class PaginationResponse {
  @IntField({ min: 1, max: MAX_PAGE, description: 'This page', example: 1 })
  page: number;

  @IntField({ min: 1, max: MAX_LIMIT, description: 'Items per page', example: 20 })
  limit: number;

  @IntField({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'Items on all pages', example: 150 })
  total: number;

  @IntField({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'Pages', example: 8 })
  total_pages: number;
}

export interface Page<T> {
  data: T[];
  pagination: PaginationResponse;
}

/** The class of one page of `item`, for the OpenAPI document. */
export function pageOf<T>(item: Type<T>, name: string): Type<Page<T>> {
  class NamedPage implements Page<T> {
    @ApiProperty({ type: item, isArray: true, description: 'The items of this page' })
    data: T[];

    @ApiProperty({ type: PaginationResponse, description: 'Where this page stands' })
    pagination: PaginationResponse;
  }
  Object.defineProperty(NamedPage, 'name', { value: name });
  return NamedPage;
}

export function toPage<T>(data: T[], total: number, { page, limit }: PageQuery): Page<T> {
  return { data, pagination: { page, limit, total, total_pages: Math.ceil(total / limit) } };
}

export const offsetOf = ({ page, limit }: PageQuery): number => (page - 1) * limit;
