import { Inject } from '@nestjs/common';
import { jobQueueToken } from './queue.module.js';

/** Injects the sending end of the named queue. */
export const InjectJobQueue = (name: string) => Inject(jobQueueToken(name));
