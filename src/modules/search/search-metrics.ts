import { Injectable } from '@nestjs/common';
import { Counter, Histogram, Registry } from 'prom-client';

const BUCKETS_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120];

@Injectable()
export class SearchMetrics {
  private readonly durations: Histogram<'provider' | 'outcome'>;
  private readonly requests: Counter<'provider' | 'outcome'>;
  private readonly retries: Counter<'provider'>;

  constructor(registry: Registry) {
    this.durations = new Histogram({
      name: 'sokoul_search_provider_duration_seconds',
      help: 'How long search providers take, by outcome',
      labelNames: ['provider', 'outcome'],
      buckets: BUCKETS_SECONDS,
      registers: [registry],
    });
    this.requests = new Counter({
      name: 'sokoul_search_provider_requests_total',
      help: 'Questions to search providers, by outcome; paused and busy ones were not sent',
      labelNames: ['provider', 'outcome'],
      registers: [registry],
    });
    this.retries = new Counter({
      name: 'sokoul_search_provider_retries_total',
      help: 'Questions to search providers that were asked again after a failure',
      labelNames: ['provider'],
      registers: [registry],
    });
  }

  /** Call the answer with the outcome when the provider is done. */
  startTimer(provider: string): (outcome: string) => void {
    const stop = this.durations.startTimer({ provider });
    return (outcome) => void stop({ outcome });
  }

  countRequest(provider: string, outcome: string): void {
    this.requests.inc({ provider, outcome });
  }

  countRetry(provider: string): void {
    this.retries.inc({ provider });
  }
}
