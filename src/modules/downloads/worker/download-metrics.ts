import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';

@Injectable()
export class DownloadMetrics {
  private readonly active: Gauge;
  private readonly bytes: Counter<'kind'>;

  constructor(registry: Registry) {
    this.active = new Gauge({
      name: 'sokoul_downloads_active',
      help: 'Downloads that this worker runs',
      registers: [registry],
    });
    this.bytes = new Counter({
      name: 'sokoul_download_bytes_total',
      help: 'Bytes received for downloads, protocol overhead included',
      labelNames: ['kind'],
      registers: [registry],
    });
  }

  setActive(count: number): void {
    this.active.set(count);
  }

  received(kind: string, bytes: number): void {
    if (bytes > 0) this.bytes.inc({ kind }, bytes);
  }
}
