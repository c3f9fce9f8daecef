import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EventConsumers } from './event-consumers.js';
import { EventDelivery } from './event-delivery.entity.js';
import { EventRelay } from './event-relay.js';
import { OutboxEvent } from './outbox.entity.js';
import { OutboxListener } from './outbox-listener.js';
import { Outbox } from './outbox.js';

/** Recording of events, for every process. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([OutboxEvent, EventDelivery])],
  providers: [Outbox],
  exports: [Outbox],
})
export class EventsModule {}

/** Delivery of events, for the worker. */
@Module({
  imports: [DiscoveryModule],
  providers: [EventConsumers, OutboxListener, EventRelay],
})
export class EventRelayModule {}
