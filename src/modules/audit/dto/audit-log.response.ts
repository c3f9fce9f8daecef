import { ApiProperty } from '@nestjs/swagger';
import { IntField, TextField, TimeField, UuidField } from '../../../common/http/fields.js';
import { pageOf } from '../../../common/http/paging.js';
import type { JsonObject } from '../audit-value.js';
import type { AuditRow } from '../audit-records.repository.js';

const ValueField = (description: string, example: JsonObject | null): PropertyDecorator =>
  ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description, example });

/** One thing that someone did or was refused. */
export class AuditLogResponse {
  @UuidField({ description: 'Id of the row', example: '9b2c1c1e-7f0a-4a52-9d0e-0c8f6a3b1f10' })
  id: string;

  @UuidField({
    nullable: true,
    description: 'Who did it; null for the system and for unknown callers',
    example: '550e8400-e29b-41d4-a716-446655440000',
  })
  user_id: string | null;

  @TextField({ max: 100, description: 'What was done', example: 'download_started' })
  action: string;

  @TextField({ max: 100, description: 'To what kind of thing', example: 'media' })
  resource: string;

  @TextField({
    max: 201,
    nullable: true,
    description: 'To which one',
    example: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  })
  resource_id: string | null;

  @ValueField('Facts before, secrets masked', null)
  old_value: JsonObject | null;

  @ValueField('Facts after, secrets masked', { status: 'pending' })
  new_value: JsonObject | null;

  @TextField({ max: 201, nullable: true, description: 'Address of the caller', example: '192.168.1.100' })
  ip_address: string | null;

  @TimeField({ description: 'When', example: '2026-02-15T15:28:37.000Z' })
  timestamp: string;
}

export const AuditLogPage = pageOf(AuditLogResponse, 'AuditLogPage');
export type AuditLogPage = InstanceType<typeof AuditLogPage>;

/** A row with everything that is known about it. */
export class AuditLogDetailsResponse extends AuditLogResponse {
  @TextField({ max: 513, nullable: true, description: 'Program of the caller', example: 'Mozilla/5.0 …' })
  user_agent: string | null;

  @TextField({
    max: 64,
    nullable: true,
    description: 'Id of the request, as in its X-Request-Id header and in the logs',
    example: '0d1f6a3b-9d0e-4a52-8f10-9b2c1c1e7f0a',
  })
  request_id: string | null;

  @IntField({
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    nullable: true,
    description: 'Place in the chain; null until it is sealed, about a second after it was written',
    example: 1042,
  })
  position: number | null;

  @TextField({ max: 64, nullable: true, description: 'SHA-256 of the row before', example: 'e3b0c442…' })
  previous_hash: string | null;

  @TextField({
    max: 64,
    nullable: true,
    description: 'SHA-256 of this row and the one before',
    example: '9f86d081…',
  })
  hash: string | null;
}

export const toAuditLogResponse = (row: AuditRow): AuditLogResponse => ({
  id: row.id,
  user_id: row.user_id,
  action: row.action,
  resource: row.resource,
  resource_id: row.resource_id,
  old_value: row.old_value,
  new_value: row.new_value,
  ip_address: row.ip_address,
  timestamp: new Date(row.timestamp).toISOString(),
});

export const toAuditLogDetailsResponse = (row: AuditRow): AuditLogDetailsResponse => ({
  ...toAuditLogResponse(row),
  user_agent: row.user_agent,
  request_id: row.request_id,
  position: row.position,
  previous_hash: row.previous_hash,
  hash: row.hash,
});
