export { RealtimeGatewayModule, RealtimeModule } from './realtime.module.js';
export { RealtimePublisher } from './realtime.publisher.js';
export { userRoom } from './realtime-message.js';
export type { RealtimeMessage, Room } from './realtime-message.js';
