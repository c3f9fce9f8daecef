import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { EventMap, EventName } from './event-map.js';

export const OUTBOX_CHANNEL = 'outbox';

/** Records events in the transaction of the change they tell of; the relay delivers them after commit. */
@Injectable()
export class Outbox {
  constructor(private readonly uow: UnitOfWork) {}

  /** Throws outside a transaction: an event without its change, or the reverse, must not be possible. */
  async record<Name extends EventName>(name: Name, payload: EventMap[Name]): Promise<void> {
    if (!this.uow.isOpen) throw new Error(`Event ${name} was recorded outside a transaction`);
    // One statement, for every write of consequence waits for it.
    await this.uow.manager.query(
      `WITH recorded AS (INSERT INTO outbox (id, name, payload) VALUES ($1, $2, $3)) SELECT pg_notify($4, '')`,
      [randomUUID(), name, JSON.stringify(payload), OUTBOX_CHANNEL],
    );
  }
}
