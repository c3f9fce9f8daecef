import { EnumField, TextField, TimeField, UuidField } from '../../../../common/http/fields.js';
import { pageOf } from '../../../../common/http/paging.js';
import { IdentityProvider } from '../external-identity.entity.js';
import type { ExternalIdentity } from '../external-identity.entity.js';

export class IdentityResponse {
  @UuidField({ description: 'Id of the link', example: '4e6f1e2a-0f37-4a53-8a43-53dba0d5a3a7' })
  id: string;

  @EnumField({
    enum: IdentityProvider,
    enumName: 'IdentityProvider',
    description: 'Who vouches for you',
    example: 'plex',
  })
  provider: IdentityProvider;

  @TextField({ max: 2000, description: 'Its issuer', example: 'https://plex.tv' })
  issuer: string;

  @TextField({
    max: 500,
    nullable: true,
    description: 'Your name there, as of the last use',
    example: 'john_doe',
  })
  username: string | null;

  @TextField({
    max: 254,
    nullable: true,
    description: 'Your e-mail address there, as of the last use',
    example: 'john@example.com',
  })
  email: string | null;

  @TimeField({ description: 'When it was linked', example: '2026-02-15T15:28:37.000Z' })
  created_at: string;

  @TimeField({ nullable: true, description: 'Last sign-in with it', example: '2026-02-16T08:01:10.000Z' })
  last_used_at: string | null;
}

export const IdentityPage = pageOf(IdentityResponse, 'IdentityPage');

export const toIdentityResponse = (identity: ExternalIdentity): IdentityResponse => ({
  id: identity.id,
  provider: identity.provider,
  issuer: identity.issuer,
  username: identity.username,
  email: identity.email,
  created_at: identity.createdAt.toISOString(),
  last_used_at: identity.lastUsedAt?.toISOString() ?? null,
});
