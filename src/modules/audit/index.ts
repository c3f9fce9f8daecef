export { AuditModule, AuditWorkerModule } from './audit.module.js';
export { AuditLog } from './audit-log.js';
export type { AuditEntry } from './audit-log.js';
