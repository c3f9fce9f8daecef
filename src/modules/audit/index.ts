export { AuditModule, AuditWorkerModule } from './audit.module.js';
export { AuditLog } from './audit-log.js';
export { insertAuditEntry } from './insert-audit-entry.js';
export type { AuditEntry } from './insert-audit-entry.js';
