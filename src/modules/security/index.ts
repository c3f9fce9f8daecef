export { SecurityModule } from './security.module.js';
export { AdminIpRulesService } from './admin-ip-rules.service.js';
export { WhitelistLockoutError } from './security.errors.js';
export type { ListChange } from './admin-ip-rules.service.js';
