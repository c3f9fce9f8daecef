export { StreamingModule, StreamingWorkerModule } from './streaming.module.js';
export { StreamingService } from './streaming.service.js';
