import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Written in the transaction of the consumer's own effect, so that an event takes effect once. */
@Entity({ name: 'event_delivery' })
export class EventDelivery {
  @PrimaryColumn({ name: 'event_id', type: 'uuid', primaryKeyConstraintName: 'pk_event_delivery' })
  eventId: string;

  @PrimaryColumn({ name: 'consumer', type: 'text', primaryKeyConstraintName: 'pk_event_delivery' })
  consumer: string;

  @Column({ name: 'delivered_at', type: 'timestamptz', default: () => 'now()' })
  deliveredAt: Date;
}
