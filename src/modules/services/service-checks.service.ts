import { Inject, Injectable } from '@nestjs/common';
import { ResilienceConfig } from '../../common/config/resilience.config.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { Outbox } from '../../common/events/outbox.js';
import { Logger } from '../../common/logging/logger.js';
import { isAskedToWait } from '../../common/resilience/circuit.js';
import type { Problem } from '../../common/resilience/circuit.js';
import { CircuitBreakers } from '../../common/resilience/circuit-breakers.js';
import type { OutsideService } from './outside-service.js';
import type { ServiceHealth } from './service-health.entity.js';
import { ServiceHealthRepository } from './service-health.repository.js';
import { statusOfCheck, tempered } from './service-status.js';
import type { CheckedStatus } from './service-status.js';

const TIMEOUT_MS = 10_000;
/** Share of the interval by which chance moves a check, so that services are not all asked at one moment. */
const JITTER = 0.1;
const MAX_MESSAGE = 500;

interface Finding {
  readonly problem: Problem | null;
  readonly responseTimeMs: number;
}

/** Checks services that are due, each by one worker at a time. */
@Injectable()
export class ServiceChecks {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly healths: ServiceHealthRepository,
    private readonly breakers: CircuitBreakers,
    private readonly outbox: Outbox,
    private readonly config: ResilienceConfig,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** False when it was not due, or another worker was faster. */
  async checkIfDue(service: OutsideService, signal: AbortSignal): Promise<boolean> {
    const now = Date.now();
    const share = 1 - JITTER + 2 * JITTER * Math.random();
    const next = new Date(now + this.config.checkSeconds * 1000 * share);
    if (!(await this.healths.claim(service.name, next, new Date(now)))) return false;
    const circuit = await this.breakers.find(service.name);
    // A service that asked to be left alone is left alone by its health check as well.
    if (isAskedToWait(circuit, new Date())) return true;
    const finding = await this.ask(service, signal);
    if (finding.problem) await this.breakers.unhealthy(service.name, finding.problem);
    else await this.breakers.healthy(service.name);
    await this.store(service, finding);
    return true;
  }

  private async ask(service: OutsideService, signal: AbortSignal): Promise<Finding> {
    const startedAt = performance.now();
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const problem = await service.checkHealth(AbortSignal.any([signal, timeout])).catch((error: unknown) => {
      signal.throwIfAborted();
      return this.explain(service.name, error, timeout.aborted);
    });
    return { problem, responseTimeMs: Math.round(performance.now() - startedAt) };
  }

  private explain(service: string, error: unknown, isLate: boolean): Problem {
    if (isLate)
      return { kind: 'failure', code: 'SERVICE_TIMEOUT', message: 'It did not answer its check in time' };
    this.logger.error({ err: error, service }, 'A health check is broken');
    return { kind: 'failure', code: 'SERVICE_CHECK_FAILED', message: 'The check itself failed; see the log' };
  }

  private async store({ name, kind }: OutsideService, { problem, responseTimeMs }: Finding): Promise<void> {
    const circuit = await this.breakers.find(name);
    await this.uow.run(async () => {
      const before = await this.healths.lock(name);
      if (!before) return;
      const now = new Date();
      const status = tempered(statusOfCheck(problem, responseTimeMs), circuit);
      await this.healths.save(name, toFound(before, status, { problem, responseTimeMs }, now));
      if (status === before.status) return;
      await this.outbox.record('service.status_changed', {
        service: name,
        kind,
        status,
        previous_status: before.status,
        error_code: problem?.code ?? null,
        changed_at: now.toISOString(),
      });
    });
  }
}

const toFound = (
  before: ServiceHealth,
  status: CheckedStatus,
  { problem, responseTimeMs }: Finding,
  now: Date,
): Omit<ServiceHealth, 'name' | 'nextCheckAt'> => ({
  status,
  responseTimeMs: problem ? null : responseTimeMs,
  errorCode: problem?.code ?? null,
  errorMessage: problem?.message.slice(0, MAX_MESSAGE) ?? null,
  checkedAt: now,
  since: status === before.status ? before.since : now,
});
