import { ApiProperty } from '@nestjs/swagger';

class ErrorBody {
  @ApiProperty({ description: 'Stable code to program against', example: 'NOT_FOUND' })
  code: string;

  @ApiProperty({ description: 'What went wrong, for people', example: 'Media not found' })
  message: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Facts about the error',
    example: {},
  })
  details: Record<string, unknown>;

  @ApiProperty({
    type: 'integer',
    minimum: 1,
    required: false,
    description: 'With 429: seconds until trying again can succeed',
    example: 60,
  })
  retry_after?: number;
}

class ErrorMeta {
  @ApiProperty({ description: 'Id of the request, also in X-Request-Id and in the logs', example: '0d1f…' })
  request_id: string;

  @ApiProperty({ format: 'date-time', description: 'When it happened', example: '2026-02-15T15:28:37.000Z' })
  timestamp: string;
}

/** The body of every answer that is not a success. */
export class ErrorResponse {
  @ApiProperty({ type: ErrorBody, description: 'The error' })
  error: ErrorBody;

  @ApiProperty({ type: ErrorMeta, description: 'About the request' })
  meta: ErrorMeta;
}
