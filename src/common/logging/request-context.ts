import { AsyncLocalStorage } from 'node:async_hooks';

/** Ids of the work at hand; every log line carries them. */
export interface WorkIds {
  request_id?: string;
  actor_id?: string;
  job_id?: string;
  download_id?: string;
}

/** Where a request came from, for the audit trail and sessions. */
export interface RequestOrigin {
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

interface Context {
  ids: WorkIds;
  origin: RequestOrigin;
}

const NOWHERE: RequestOrigin = { ipAddress: null, userAgent: null };
const storage = new AsyncLocalStorage<Context>();

export const currentContext = (): WorkIds => storage.getStore()?.ids ?? {};

export const currentOrigin = (): RequestOrigin => storage.getStore()?.origin ?? NOWHERE;

/** Runs `work` with these ids on top of the present ones. */
export const runWithContext = <T>(ids: WorkIds, work: () => T, origin = currentOrigin()): T =>
  storage.run({ ids: { ...currentContext(), ...ids }, origin }, work);

/** Adds what became known on the way, such as who calls. */
export function addToContext(ids: WorkIds): void {
  const context = storage.getStore();
  if (context) Object.assign(context.ids, ids);
}
