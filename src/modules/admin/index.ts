export { AdminModule } from './admin.module.js';
export { SystemConfigService } from './config/system-config.service.js';
export { UserDeletionService } from './users/user-deletion.service.js';
export { UsersService } from './users/users.service.js';
export type { ConfigUpdate, SystemConfig } from './config/system-config.service.js';
export type { UserDeletion } from './users/user-deletion.service.js';
export type { UserOverview } from './users/users.service.js';
