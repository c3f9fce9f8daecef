import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Logger } from '../logging/logger.js';
import { EventConsumers } from './event-consumers.js';
import type { EventConsumer } from './event-consumers.js';
import type { DomainEvent } from './event-map.js';
import { EventDelivery } from './event-delivery.entity.js';
import { OutboxEvent } from './outbox.entity.js';
import { OutboxListener } from './outbox-listener.js';

const BATCH_SIZE = 50;
const POLL_INTERVAL_MS = 1000;
const MAX_BACKOFF_SECONDS = 300;
/** How long a claimed event stays with this process before another may take it. */
const CLAIM_SECONDS = 60;

/** Delivers recorded events to this process's consumers; several relays share the work by row locks. */
@Injectable()
export class EventRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  private consumers: EventConsumer[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isWanted = false;
  private isStopped = false;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly finder: EventConsumers,
    private readonly listener: OutboxListener,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.consumers = this.finder.find();
    this.timer = setInterval(() => this.wake(), POLL_INTERVAL_MS);
    await this.listener.start(() => this.wake());
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await this.listener.stop();
    await this.running;
  }

  private wake(): void {
    this.isWanted = true;
    if (this.running || this.isStopped) return;
    this.running = this.drain().finally(() => (this.running = undefined));
  }

  private async drain(): Promise<void> {
    try {
      while (this.isWanted && !this.isStopped) {
        this.isWanted = false;
        const batch = await this.claim();
        for (const event of batch) await this.dispatch(event);
        if (batch.length === BATCH_SIZE) this.isWanted = true;
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'Events wait: the outbox could not be read');
    }
  }

  /** Takes due events by moving their next attempt ahead, so that a relay that dies gives them back. */
  private async claim(): Promise<OutboxEvent[]> {
    const [rows] = await this.uow.manager.query<[OutboxRow[], number]>(
      `UPDATE outbox SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $2)
        WHERE id IN (SELECT id FROM outbox WHERE dispatched_at IS NULL AND next_attempt_at <= now()
                      ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED)
        RETURNING id, position, name, payload, occurred_at, attempts`,
      [BATCH_SIZE, CLAIM_SECONDS],
    );
    return rows.map(toEvent).sort((a, b) => Number(BigInt(a.position) - BigInt(b.position)));
  }

  private async dispatch(event: OutboxEvent): Promise<void> {
    const concerned = this.consumers.filter(({ pattern }) => pattern === '*' || pattern === event.name);
    const outcomes = await Promise.all(concerned.map((consumer) => this.deliver(event, consumer)));
    const isDone = outcomes.every(Boolean);
    const backoff = Math.min(2 ** event.attempts, MAX_BACKOFF_SECONDS);
    await this.uow.manager.query(
      isDone
        ? 'UPDATE outbox SET dispatched_at = now() WHERE id = $1'
        : 'UPDATE outbox SET next_attempt_at = now() + make_interval(secs => $2) WHERE id = $1',
      isDone ? [event.id] : [event.id, backoff],
    );
  }

  private async deliver(event: OutboxEvent, consumer: EventConsumer): Promise<boolean> {
    try {
      await this.uow.run(async () => {
        const { raw } = await this.uow.manager
          .createQueryBuilder()
          .insert()
          .into(EventDelivery)
          .values({ eventId: event.id, consumer: consumer.name })
          .orIgnore()
          .returning('event_id')
          .execute();
        if (Array.isArray(raw) && raw.length > 0) await consumer.handle(event as unknown as DomainEvent);
      });
      return true;
    } catch (error) {
      this.logger.error(
        { err: error, event: event.name, event_id: event.id, consumer: consumer.name },
        'Event consumer failed; it will be tried again',
      );
      return false;
    }
  }
}

interface OutboxRow {
  id: string;
  position: string;
  name: string;
  payload: Record<string, unknown>;
  occurred_at: Date;
  attempts: number;
}

function toEvent(row: OutboxRow): OutboxEvent {
  return Object.assign(new OutboxEvent(), { ...row, occurredAt: row.occurred_at });
}
