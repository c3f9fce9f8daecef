export { ServicesModule, ServicesWorkerModule } from './services.module.js';
export { ServicesService } from './services.service.js';
export type { ServiceView } from './services.service.js';
export { ServiceRegistry } from './service-registry.js';
export { ServiceKind } from './outside-service.js';
export type { OutsideService } from './outside-service.js';
export type { ServiceEventName } from './services.events.js';
