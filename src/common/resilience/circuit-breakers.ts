import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ResilienceConfig } from '../config/resilience.config.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Logger } from '../logging/logger.js';
import { admissionOf, newCircuit } from './circuit.js';
import type { Circuit, CircuitPolicy, Problem } from './circuit.js';
import { CircuitOpenError } from './circuit-open.error.js';
import { transition } from './circuit-transitions.js';
import type { CircuitEvent } from './circuit-transitions.js';
import { CircuitsRepository } from './circuits.repository.js';
import { Permit } from './permit.js';

/** Another process's news arrive with this delay at most. */
const KNOWN_MS = 1000;

interface Known {
  readonly circuit: Promise<Circuit>;
  readonly until: number;
}

/**
 * Circuit breakers of outside services, kept in PostgreSQL for all processes together. While the table can't be reached
 * every call is let through: a breaker must never be what breaks a call.
 */
@Injectable()
export class CircuitBreakers {
  private readonly cache = new Map<string, Known>();
  private readonly policy: CircuitPolicy;

  constructor(
    private readonly circuits: CircuitsRepository,
    private readonly uow: UnitOfWork,
    config: ResilienceConfig,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    this.policy = {
      failureThreshold: config.failures,
      firstPauseMs: config.firstPauseSeconds * 1000,
      maxPauseMs: Math.max(config.firstPauseSeconds, config.maxPauseSeconds) * 1000,
    };
  }

  /**
   * Leave to call a service; throws CircuitOpenError while it is paused. After a pause one caller alone is let through
   * until it has settled its permit, or for `probeMs` if it never does.
   */
  async enter(name: string, probeMs: number): Promise<Permit> {
    const circuit = await this.orNull(name, () => this.known(name));
    const admission = circuit ? admissionOf(circuit, new Date()) : 'pass';
    if (circuit && admission === 'refuse') throw new CircuitOpenError(name, circuit);
    const probeId = admission === 'probe' ? await this.beginProbe(name, probeMs) : null;
    return new Permit(probeId, (event) => this.tell(name, event));
  }

  /** A health check was answered. */
  async healthy(name: string): Promise<void> {
    await this.tell(name, { type: 'healthy' });
  }

  /** A health check went wrong. */
  async unhealthy(name: string, problem: Problem): Promise<void> {
    await this.tell(name, { type: 'failed', probeId: null, problem });
  }

  /** As it is now, not as it was remembered. */
  find(name: string): Promise<Circuit> {
    return this.circuits.find(name);
  }

  /** Of each of these names, in their order. */
  async findAll(names: readonly string[]): Promise<Circuit[]> {
    const known = new Map((await this.circuits.list()).map((circuit) => [circuit.name, circuit]));
    return names.map((name) => known.get(name) ?? newCircuit(new Date()));
  }

  /** Closes a circuit for good. Joins the open transaction; answers the circuit before and after. */
  async reset(name: string): Promise<{ before: Circuit; after: Circuit }> {
    const change = await this.change(name, { type: 'reset' });
    await this.uow.afterCommit(async () => void this.cache.delete(name));
    return change;
  }

  /** Null when there turned out to be nothing to decide. */
  private async beginProbe(name: string, probeMs: number): Promise<string | null> {
    const probeId = randomUUID();
    const begun = { type: 'probe_begun', probeId, until: new Date(Date.now() + probeMs) } as const;
    const change = await this.orNull(name, () => this.change(name, begun));
    if (!change || change.after.probeId === probeId) return change && probeId;
    if (admissionOf(change.after, new Date()) === 'refuse') throw new CircuitOpenError(name, change.after);
    return null;
  }

  /** Writes only what changes something. */
  private async tell(name: string, event: CircuitEvent): Promise<void> {
    await this.orNull(name, async () => {
      if (event.type !== 'failed') {
        const circuit = await this.known(name);
        if (transition(circuit, event, this.moment()) === circuit) return;
      }
      await this.change(name, event);
    });
  }

  private async change(name: string, event: CircuitEvent): Promise<{ before: Circuit; after: Circuit }> {
    const change = await this.circuits.update(name, (circuit) => transition(circuit, event, this.moment()));
    this.remember(name, Promise.resolve(change.after));
    if (change.before.state !== change.after.state) this.log(name, change.before, change.after);
    return change;
  }

  /** Not older than a second; callers that come together share one read. */
  private known(name: string): Promise<Circuit> {
    const known = this.cache.get(name);
    if (known && known.until > Date.now()) return known.circuit;
    const circuit = this.circuits.find(name);
    circuit.catch(() => this.cache.delete(name));
    this.remember(name, circuit);
    return circuit;
  }

  private remember(name: string, circuit: Promise<Circuit>): void {
    this.cache.set(name, { circuit, until: Date.now() + KNOWN_MS });
  }

  private moment() {
    return { now: new Date(), policy: this.policy, random: Math.random() };
  }

  private async orNull<T>(name: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      this.logger.warn({ err: error, service: name }, 'The circuit breaker cannot be reached; calls pass');
      return null;
    }
  }

  private log(service: string, before: Circuit, after: Circuit): void {
    const facts = { service, from: before.state, to: after.state, retry_at: after.retryAt };
    if (after.state === 'open')
      this.logger.warn({ ...facts, code: after.lastErrorCode }, 'A service is paused');
    else this.logger.info(facts, 'A service is tried again');
  }
}
