import { TextField, TimeField, UuidField } from '../../../common/http/fields.js';
import { pageOf } from '../../../common/http/paging.js';
import { AddressRange } from '../../../common/net/address-range.js';
import type { AdminIpRule } from '../admin-ip-rule.entity.js';

export class WhitelistEntryResponse {
  @UuidField({ description: 'The entry', example: '550e8400-e29b-41d4-a716-446655440000' })
  id: string;

  @TextField({ max: 64, description: 'Address or range, normalised', example: '192.168.1.100' })
  ip_address: string;

  @TextField({ max: 200, nullable: true, description: 'What is there', example: 'Home network' })
  description: string | null;

  @UuidField({
    nullable: true,
    description: 'Who added it; null when that account is gone',
    example: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  })
  created_by: string | null;

  @TimeField({ description: 'When it was added', example: '2026-02-15T15:28:37.000Z' })
  created_at: string;
}

export const WhitelistEntryPage = pageOf(WhitelistEntryResponse, 'WhitelistEntryPage');

export const toWhitelistEntryResponse = (rule: AdminIpRule): WhitelistEntryResponse => ({
  id: rule.id,
  ip_address: AddressRange.parse(rule.cidr)?.toString() ?? rule.cidr,
  description: rule.description,
  created_by: rule.createdBy,
  created_at: rule.createdAt.toISOString(),
});
