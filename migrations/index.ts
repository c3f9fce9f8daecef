import { Events1763769600100 } from './1763769600100-events.js';
import { Accounts1763769600200 } from './1763769600200-accounts.js';

/** Every migration, oldest first. Files that have been released never change. */
export const MIGRATIONS = [Events1763769600100, Accounts1763769600200];
