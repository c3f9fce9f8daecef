export { RealtimeGatewayModule, RealtimeModule } from './realtime.module.js';
export { RealtimePublisher } from './realtime.publisher.js';
export { EVERYONE, userRoom } from './realtime-message.js';
export type { RealtimeMessage, Room } from './realtime-message.js';
