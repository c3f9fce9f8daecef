import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { EventMap, EventName } from './event-map.js';
import { OutboxEvent } from './outbox.entity.js';

export const OUTBOX_CHANNEL = 'outbox';

/** Records events in the transaction of the change they tell of; the relay delivers them after commit. */
@Injectable()
export class Outbox {
  constructor(private readonly uow: UnitOfWork) {}

  /** Throws outside a transaction: an event without its change, or the reverse, must not be possible. */
  async record<Name extends EventName>(name: Name, payload: EventMap[Name]): Promise<void> {
    if (!this.uow.isOpen) throw new Error(`Event ${name} was recorded outside a transaction`);
    await this.uow.manager.insert(OutboxEvent, {
      id: randomUUID(),
      name,
      payload: { ...(payload as object) },
    });
    await this.uow.manager.query('SELECT pg_notify($1, $2)', [OUTBOX_CHANNEL, '']);
  }
}
