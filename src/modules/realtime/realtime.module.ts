import { Global, Module } from '@nestjs/common';
import { LiveConnections } from './live-connections.js';
import { RealtimeGateway } from './realtime.gateway.js';
import { RealtimeHub } from './realtime-hub.js';
import { RealtimePublisher } from './realtime.publisher.js';
import { RealtimeSubscriber } from './realtime.subscriber.js';

/** The sending end, for every process. */
@Global()
@Module({ providers: [RealtimePublisher], exports: [RealtimePublisher] })
export class RealtimeModule {}

/** The sockets, for API processes. */
@Module({ providers: [RealtimeHub, LiveConnections, RealtimeSubscriber, RealtimeGateway] })
export class RealtimeGatewayModule {}
