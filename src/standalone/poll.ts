import { setTimeout as sleep } from 'node:timers/promises';

/** Asks every `intervalMs` until the answer is not undefined; undefined after `timeoutMs`. */
export async function poll<T>(
  ask: () => Promise<T | undefined> | T | undefined,
  timeoutMs: number,
  intervalMs = 25,
): Promise<T | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || performance.now() > deadline) return answer;
    await sleep(intervalMs);
  }
}
