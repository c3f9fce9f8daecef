import { setTimeout as sleep } from 'node:timers/promises';

/** Waits so long; throws the reason of the signal as soon as that comes. */
export async function waitUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
