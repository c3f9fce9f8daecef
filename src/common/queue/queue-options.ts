import type { QueueOptions } from 'bull';
import { Redis } from 'ioredis';

const KEPT_FAILED_JOBS = 500;

/**
 * One connection pool for all queues of a process. Finished jobs leave at once, so that their key is free
 * again; failed ones are kept for the administrator to see.
 */
export function queueOptions(url: string): QueueOptions {
  const shared = new Map<string, Redis>();
  const connect = () =>
    new Redis(url, { maxRetriesPerRequest: null, enableReadyCheck: false, connectionName: 'sokoul-queue' });
  return {
    prefix: 'sokoul',
    createClient: (type) => {
      if (type === 'bclient') return connect();
      const known = shared.get(type) ?? connect();
      shared.set(type, known);
      return known;
    },
    defaultJobOptions: {
      attempts: 5,
      backoff: { type: 'exponential', delay: 1000 },
      removeOnComplete: true,
      removeOnFail: KEPT_FAILED_JOBS,
    },
  };
}
