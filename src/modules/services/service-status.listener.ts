import { Injectable } from '@nestjs/common';
import { AfterCommit } from '../../common/events/after-commit.decorator.js';
import type { DomainEvent } from '../../common/events/event-map.js';
import { EVERYONE, RealtimePublisher } from '../realtime/index.js';

/** Tells everybody who listens on `/ws`. */
@Injectable()
export class ServiceStatusListener {
  constructor(private readonly realtime: RealtimePublisher) {}

  @AfterCommit('service.status_changed')
  async onServiceStatusChanged({ payload }: DomainEvent<'service.status_changed'>): Promise<void> {
    const { service, kind, status, previous_status, changed_at } = payload;
    await this.realtime.publish(EVERYONE, {
      type: 'service_status',
      service,
      kind,
      status,
      previous_status,
      changed_at,
    });
  }
}
