import type { QueueOptions } from 'bull';
import type { QueueConnections } from './queue-connections.js';

const KEPT_FAILED_JOBS = 500;

/** Finished jobs leave at once, so that their key is free again; failed ones are kept for the administrator to see. */
export const queueOptions = (connections: QueueConnections): QueueOptions => ({
  prefix: 'sokoul',
  createClient: connections.create,
  defaultJobOptions: {
    attempts: 5,
    backoff: { type: 'exponential', delay: 1000 },
    removeOnComplete: true,
    removeOnFail: KEPT_FAILED_JOBS,
  },
});
