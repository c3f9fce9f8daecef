export { AuthModule } from './auth.module.js';
export { ensureFirstAdmin } from './first-admin.js';
export { SigningKeys } from './signing-keys.js';
export type { FirstAdmin } from './first-admin.js';
export type { AuthEventName } from './auth.events.js';
