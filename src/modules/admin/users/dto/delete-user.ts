import { ApiProperty } from '@nestjs/swagger';
import {
  FlagField,
  IntField,
  ObjectField,
  TextField,
  TimeField,
  UuidField,
} from '../../../../common/http/fields.js';
import type { UserDeletion } from '../user-deletion.service.js';

const MAX = Number.MAX_SAFE_INTEGER;

export class DeleteUserQuery {
  @FlagField({ default: false, description: 'Answer 200 with a report instead of 204' })
  report: boolean = false;
}

export class DeletedDownloadsResponse {
  @IntField({ min: 0, max: MAX, description: 'Downloads that had not ended', example: 1 })
  cancelled: number;

  @IntField({ min: 0, max: MAX, description: 'Their directories, which a worker deletes', example: 2 })
  directories: number;

  @IntField({ min: 0, max: MAX, description: 'Bytes in these', example: 734_003_200 })
  size_bytes: number;
}

const countsByTable = (description: string, example: Record<string, number>) =>
  ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer', minimum: 0 },
    description,
    example,
  });

export class UserDeletionResponse {
  @UuidField({ description: 'The account', example: '550e8400-e29b-41d4-a716-446655440000' })
  id: string;

  @TextField({ max: 64, description: 'Its name', example: 'john_doe' })
  username: string;

  @TimeField({ description: 'When it was deleted', example: '2026-02-15T15:28:37.000Z' })
  deleted_at: string;

  @IntField({ min: 0, max: MAX, description: 'Sign-ins that were live', example: 2 })
  ended_sessions: number;

  @countsByTable('Rows that went with it, by table', { auth_session: 3, download: 15, search: 42 })
  deleted_records: Record<string, number>;

  @countsByTable('Rows that stay and no longer say whose they were, by table', { admin_ip_rule: 1 })
  detached_records: Record<string, number>;

  @ObjectField({ type: () => DeletedDownloadsResponse, description: 'What was not in the library yet' })
  downloads: DeletedDownloadsResponse;
}

export const toUserDeletionResponse = (deletion: UserDeletion): UserDeletionResponse => ({
  id: deletion.userId,
  username: deletion.username,
  deleted_at: deletion.deletedAt.toISOString(),
  ended_sessions: deletion.endedSessions,
  deleted_records: deletion.records.deleted,
  detached_records: deletion.records.detached,
  downloads: {
    cancelled: deletion.downloads.cancelled,
    directories: deletion.downloads.directories,
    size_bytes: deletion.downloads.sizeBytes,
  },
});
