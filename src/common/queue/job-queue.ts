import type { Queue } from 'bull';
import { QueueUnavailableError } from '../errors/common.errors.js';

const ADD_TIMEOUT_MS = 3000;

export interface AddOptions {
  /** A job with this key that is still waiting or running is not added twice. */
  readonly key?: string;
  readonly delayMs?: number;
  /** 1 is most urgent. */
  readonly priority?: number;
}

/** The sending end of one queue. Payloads are ids only, and running a job twice must be harmless. */
export class JobQueue<Payload extends object> {
  constructor(private readonly queue: Queue<Payload>) {}

  /** Refuses with QUEUE_ERROR when Redis does not take the job within three seconds. */
  async add(payload: Payload, { key, delayMs, priority }: AddOptions = {}): Promise<void> {
    const options = {
      ...(key === undefined ? {} : { jobId: key }),
      ...(delayMs === undefined ? {} : { delay: delayMs }),
      ...(priority === undefined ? {} : { priority }),
    };
    const adding = this.queue.add(payload, options);
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new QueueUnavailableError()), ADD_TIMEOUT_MS);
    });
    try {
      await Promise.race([adding, timeout]);
    } catch (cause) {
      adding.catch(() => undefined);
      throw cause instanceof QueueUnavailableError ? cause : new QueueUnavailableError({ cause });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whether Redis answers this queue's connection. */
  async ping(): Promise<void> {
    await this.queue.client.ping();
  }
}
