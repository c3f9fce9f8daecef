import { EnumField, IntField, ObjectField, TextField, TimeField } from '../../../common/http/fields.js';
import { pageOf } from '../../../common/http/paging.js';
import { CircuitState } from '../../../common/resilience/circuit.js';
import type { Circuit } from '../../../common/resilience/circuit.js';
import { ServiceKind } from '../outside-service.js';
import type { ServiceHealth } from '../service-health.entity.js';
import { ServiceStatus } from '../service-status.js';
import type { ServiceView } from '../services.service.js';

const MAX = 2 ** 31 - 1;

export class ServiceCircuitResponse {
  @EnumField({
    enum: CircuitState,
    enumName: 'CircuitState',
    description: '`open` asks nobody, `half_open` waits for one caller who tries',
    example: 'closed',
  })
  state: CircuitState;

  @IntField({ min: 0, max: MAX, description: 'Failures in a row', example: 0 })
  failures: number;

  @TimeField({ nullable: true, description: 'When it is tried again; null unless it is paused' })
  retry_at: string | null;
}

export class ServiceDetailsResponse {
  @ObjectField({ type: () => ServiceCircuitResponse, description: 'Its circuit breaker' })
  circuit: ServiceCircuitResponse;

  @TextField({
    max: 100,
    nullable: true,
    description: 'What went wrong last, in its check or in use',
    example: 'PROVIDER_UNREACHABLE',
  })
  last_error_code: string | null;

  @TextField({ max: 1000, nullable: true, description: 'The same in words' })
  last_error_message: string | null;

  @TimeField({ nullable: true, description: 'When that was' })
  last_error_at: string | null;

  @TimeField({ nullable: true, description: 'When it last did what was asked, to within a minute' })
  last_success_at: string | null;

  @IntField({
    min: 0,
    max: MAX,
    nullable: true,
    description: 'Milliseconds that it took to answer its last check; null when it did not',
    example: 145,
  })
  response_time_ms: number | null;
}

export class ServiceResponse {
  @TextField({ max: 100, description: 'Its name', example: 'jackett' })
  name: string;

  @EnumField({
    enum: ServiceKind,
    enumName: 'ServiceKind',
    description: 'What it is for',
    example: 'search_provider',
  })
  kind: ServiceKind;

  @EnumField({
    enum: ServiceStatus,
    enumName: 'ServiceStatus',
    description:
      '`degraded` answers, but slowly or while calls to it are paused; `unknown` has not been checked yet',
    example: 'online',
  })
  status: ServiceStatus;

  @TimeField({ nullable: true, description: 'Last health check' })
  checked_at: string | null;

  @TimeField({ nullable: true, description: 'When a check last found another status than the one before' })
  since: string | null;

  @ObjectField({
    type: () => ServiceDetailsResponse,
    nullable: true,
    description: 'For moderators and administrators; null for others',
  })
  details: ServiceDetailsResponse | null;
}

export class ServicePage extends pageOf(ServiceResponse, 'ServicePage') {}

export const toServiceResponse = (view: ServiceView, withDetails: boolean): ServiceResponse => ({
  name: view.service.name,
  kind: view.service.kind,
  status: view.status,
  checked_at: view.health?.checkedAt?.toISOString() ?? null,
  since: view.health?.since?.toISOString() ?? null,
  details: withDetails ? toDetails(view.circuit, view.health) : null,
});

const toDetails = (circuit: Circuit, health: ServiceHealth | null): ServiceDetailsResponse => ({
  circuit: {
    state: circuit.state,
    failures: circuit.failures,
    retry_at: circuit.retryAt?.toISOString() ?? null,
  },
  last_error_code: circuit.lastErrorCode,
  last_error_message: circuit.lastErrorMessage,
  last_error_at: circuit.lastErrorAt?.toISOString() ?? null,
  last_success_at: circuit.lastSuccessAt?.toISOString() ?? null,
  response_time_ms: health?.responseTimeMs ?? null,
});
