import { Scope } from '../../../../common/access/scope.js';
import { TextField, TextListField, TimeField, UuidField } from '../../../../common/http/fields.js';
import { pageOf } from '../../../../common/http/paging.js';
import type { ApiKey } from '../api-key.entity.js';

export class ApiKeyResponse {
  @UuidField({ description: 'Id of the key', example: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })
  id: string;

  @TextField({ max: 100, description: 'What it is for', example: 'Home Assistant' })
  name: string;

  @TextField({ max: 20, description: 'How the key begins', example: 'sk_k3v9x0ab' })
  prefix: string;

  @TextListField({
    maxItems: 3,
    maxLength: 10,
    enum: Scope,
    enumName: 'ApiKeyScope',
    description: 'What it may do',
    example: ['read'],
  })
  scopes: Scope[];

  @TimeField({ description: 'When it was made', example: '2026-02-15T15:28:37.000Z' })
  created_at: string;

  @TimeField({ nullable: true, description: 'When it stops working', example: '2027-01-01T00:00:00.000Z' })
  expires_at: string | null;

  @TimeField({ nullable: true, description: 'Last use, to the minute', example: '2026-02-16T08:01:12.000Z' })
  last_used_at: string | null;
}

export class CreatedApiKeyResponse extends ApiKeyResponse {
  @TextField({
    max: 100,
    description: 'The key. Shown this once: only its hash is kept.',
    example: 'sk_k3v9x0ab_4Qm0…',
  })
  key: string;
}

export const ApiKeyPage = pageOf(ApiKeyResponse, 'ApiKeyPage');

export const toApiKeyResponse = (key: ApiKey): ApiKeyResponse => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes,
  created_at: key.createdAt.toISOString(),
  expires_at: key.expiresAt?.toISOString() ?? null,
  last_used_at: key.lastUsedAt?.toISOString() ?? null,
});
