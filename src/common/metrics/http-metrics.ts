import { Injectable } from '@nestjs/common';
import { Counter, Histogram, Registry } from 'prom-client';

export interface ObservedRequest {
  readonly method: string;
  /** Route pattern such as `/api/v1/media/:media_id`, never a raw path: label values stay bounded. */
  readonly endpoint: string;
  readonly status: number;
  readonly seconds: number;
}

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

@Injectable()
export class HttpMetrics {
  private readonly requests: Counter<'endpoint' | 'method' | 'status'>;
  private readonly durations: Histogram<'endpoint'>;

  constructor(registry: Registry) {
    this.requests = new Counter({
      name: 'sokoul_api_requests_total',
      help: 'Total HTTP requests',
      labelNames: ['endpoint', 'method', 'status'],
      registers: [registry],
    });
    this.durations = new Histogram({
      name: 'sokoul_api_request_duration_seconds',
      help: 'HTTP request latency',
      labelNames: ['endpoint'],
      buckets: BUCKETS_SECONDS,
      registers: [registry],
    });
  }

  observe({ method, endpoint, status, seconds }: ObservedRequest): void {
    this.requests.inc({ endpoint, method, status });
    this.durations.observe({ endpoint }, seconds);
  }
}
