import { ApiProperty } from '@nestjs/swagger';
import { EnumField, TextField, TimeField } from '../../common/http/fields.js';

export const HealthStatus = { Healthy: 'healthy', Unhealthy: 'unhealthy' } as const;
export type HealthStatus = (typeof HealthStatus)[keyof typeof HealthStatus];

export class HealthResponse {
  @EnumField({
    enum: HealthStatus,
    enumName: 'HealthStatus',
    description: 'Whether this process serves',
    example: 'healthy',
  })
  status: HealthStatus;

  @TextField({ max: 32, description: 'Version of the server', example: '2.0.0' })
  version: string;

  @TimeField({ description: 'Now', example: '2026-02-15T15:28:37.000Z' })
  timestamp: string;
}

export class HealthComponents {
  @EnumField({ enum: HealthStatus, enumName: 'HealthStatus', description: 'This process' })
  api: HealthStatus;

  @EnumField({ enum: HealthStatus, enumName: 'HealthStatus', description: 'PostgreSQL' })
  database: HealthStatus;

  @EnumField({ enum: HealthStatus, enumName: 'HealthStatus', description: 'Redis' })
  cache: HealthStatus;

  @EnumField({ enum: HealthStatus, enumName: 'HealthStatus', description: 'The job queues' })
  message_queue: HealthStatus;
}

export class DeepHealthResponse {
  @EnumField({ enum: HealthStatus, enumName: 'HealthStatus', description: 'Healthy when every component is' })
  status: HealthStatus;

  @ApiProperty({ type: HealthComponents, description: 'Each part by itself' })
  components: HealthComponents;

  @TimeField({ description: 'Now', example: '2026-02-15T15:28:37.000Z' })
  timestamp: string;
}
