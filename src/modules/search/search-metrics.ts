import { Injectable } from '@nestjs/common';
import { Histogram, Registry } from 'prom-client';

const BUCKETS_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120];

@Injectable()
export class SearchMetrics {
  private readonly durations: Histogram<'provider' | 'outcome'>;

  constructor(registry: Registry) {
    this.durations = new Histogram({
      name: 'sokoul_search_provider_duration_seconds',
      help: 'How long search providers take, by outcome',
      labelNames: ['provider', 'outcome'],
      buckets: BUCKETS_SECONDS,
      registers: [registry],
    });
  }

  /** Call the answer with the outcome when the provider is done. */
  startTimer(provider: string): (outcome: string) => void {
    const stop = this.durations.startTimer({ provider });
    return (outcome) => void stop({ outcome });
  }
}
