import { FlagField, TextField, TimeField, UuidField } from '../../../../common/http/fields.js';
import { pageOf } from '../../../../common/http/paging.js';
import type { Session } from '../session.entity.js';

export class SessionResponse {
  @UuidField({ description: 'Id of the session', example: '9b2c7f0e-4b1d-4f0a-9a58-3f1f5f0a7c11' })
  id: string;

  @TimeField({ description: 'When the sign-in was', example: '2026-02-15T15:28:37.000Z' })
  created_at: string;

  @TimeField({ description: 'Last use, to the minute', example: '2026-02-15T18:02:11.000Z' })
  last_used_at: string;

  @TimeField({
    description: 'When it ends, unless it is refreshed before',
    example: '2026-02-22T15:28:37.000Z',
  })
  expires_at: string;

  @TextField({ max: 45, nullable: true, description: 'Address of the sign-in', example: '203.0.113.7' })
  ip_address: string | null;

  @TextField({
    max: 512,
    nullable: true,
    description: 'Program of the sign-in, as it names itself',
    example: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  })
  user_agent: string | null;

  @FlagField({ description: 'The session that this request was made with', example: true })
  is_current: boolean;
}

export const SessionPage = pageOf(SessionResponse, 'SessionPage');

export const toSessionResponse = (session: Session, currentId: string | null): SessionResponse => ({
  id: session.id,
  created_at: session.createdAt.toISOString(),
  last_used_at: session.lastUsedAt.toISOString(),
  expires_at: session.expiresAt.toISOString(),
  ip_address: session.ipAddress,
  user_agent: session.userAgent,
  is_current: session.id === currentId,
});
