import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { CircuitState } from '../../common/resilience/circuit.js';
import type { Circuit } from '../../common/resilience/circuit.js';
import { CircuitBreakers } from '../../common/resilience/circuit-breakers.js';
import { AuditLog } from '../audit/index.js';
import type { OutsideService } from './outside-service.js';
import type { ServiceHealth } from './service-health.entity.js';
import { ServiceHealthRepository } from './service-health.repository.js';
import { ServiceRegistry } from './service-registry.js';
import { ServiceStatus, statusOfCheck, tempered } from './service-status.js';

/** A service, what its last check found, and what its callers know. */
export interface ServiceView {
  readonly service: OutsideService;
  readonly status: ServiceStatus;
  readonly circuit: Circuit;
  /** Null before the first check. */
  readonly health: ServiceHealth | null;
}

@Injectable()
export class ServicesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly registry: ServiceRegistry,
    private readonly healths: ServiceHealthRepository,
    private readonly breakers: CircuitBreakers,
    private readonly audit: AuditLog,
  ) {}

  /** By name, and how many there are in all. */
  async list(offset: number, limit: number): Promise<[ServiceView[], number]> {
    const services = this.registry.list();
    return [await this.view(services.slice(offset, offset + limit)), services.length];
  }

  /** Lets calls to a service through again, whatever it did, and has it checked soon. */
  async reset(name: string): Promise<ServiceView> {
    const service = this.registry.find(name);
    if (!service) throw new NotFoundError('Service', name);
    await this.uow.run(async () => {
      const { before, after } = await this.breakers.reset(name);
      await this.healths.checkSoon(name, new Date());
      await this.audit.record({
        action: 'service_reset',
        resource: 'service',
        resourceId: name,
        oldValue: factsOf(before),
        newValue: factsOf(after),
      });
    });
    const [view] = await this.view([service]);
    if (!view) throw new NotFoundError('Service', name);
    return view;
  }

  private async view(services: readonly OutsideService[]): Promise<ServiceView[]> {
    const names = services.map(({ name }) => name);
    const healths = new Map((await this.healths.listOf(names)).map((health) => [health.name, health]));
    const circuits = await this.breakers.findAll(names);
    return services.map((service, index) => {
      const health = healths.get(service.name) ?? null;
      const circuit = circuits[index];
      if (!circuit) throw new Error(`${service.name} has no circuit`);
      return { service, circuit, health, status: statusOf(service, health, circuit) };
    });
  }
}

const factsOf = ({ state, failures, retryAt, lastErrorCode }: Circuit): object => ({
  state,
  failures,
  retry_at: retryAt,
  last_error_code: lastErrorCode,
});

function statusOf(service: OutsideService, health: ServiceHealth | null, circuit: Circuit): ServiceStatus {
  if (!service.isConfigured()) return ServiceStatus.Unconfigured;
  if (!health?.status)
    return circuit.state === CircuitState.Closed ? ServiceStatus.Unknown : ServiceStatus.Offline;
  // The circuit may have closed since the check.
  const isFine = health.errorCode === null && health.responseTimeMs !== null;
  const checked = isFine ? statusOfCheck(null, health.responseTimeMs ?? 0) : health.status;
  return tempered(checked, circuit);
}
