import { Inject, Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { Logger } from '../logging/logger.js';
import type { CircuitState } from './circuit.js';
import { CircuitsRepository } from './circuits.repository.js';

const VALUES: Readonly<Record<CircuitState, number>> = { closed: 0, half_open: 1, open: 2 };

/** The state of every circuit as it is in the database at the time of the scrape. */
@Injectable()
export class CircuitMetrics {
  private readonly states: Gauge<'name'>;

  constructor(
    registry: Registry,
    private readonly circuits: CircuitsRepository,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    this.states = new Gauge({
      name: 'sokoul_circuit_breaker_state',
      help: 'Circuit breaker of an outside service: 0 closed, 1 half open, 2 open',
      labelNames: ['name'],
      registers: [registry],
      collect: () => this.read(),
    });
  }

  /** Without the database the other metrics are worth all the more. */
  private async read(): Promise<void> {
    this.states.reset();
    try {
      for (const { name, state } of await this.circuits.list()) this.states.set({ name }, VALUES[state]);
    } catch (error) {
      this.logger.debug({ err: error }, 'Circuit breakers are missing from the metrics');
    }
  }
}
