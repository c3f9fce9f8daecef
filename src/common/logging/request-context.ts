import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known about the work at hand; every log line carries it. */
export interface RequestContext {
  request_id?: string;
  job_id?: string;
  download_id?: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const currentContext = (): RequestContext => storage.getStore() ?? {};

export const runWithContext = <T>(context: RequestContext, work: () => T): T =>
  storage.run({ ...currentContext(), ...context }, work);
