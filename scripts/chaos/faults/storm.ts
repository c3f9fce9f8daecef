import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, FaultContext } from './fault.js';

/** Something that was broken, or that could not be. */
export interface Occurrence {
  readonly name: string;
  /** Since the storm began. */
  readonly atSeconds: number;
  readonly what: string | null;
  readonly error: string | null;
}

/** Breaks one thing after the other, in random order, at random moments of the time given. */
export async function rage(
  faults: readonly Fault[],
  context: FaultContext,
  durationMs: number,
  onOccurrence: (occurrence: Occurrence) => void,
): Promise<Occurrence[]> {
  const { random } = context;
  const moments = faults.map(() => random.next() * durationMs).sort((a, b) => a - b);
  const startedAt = performance.now();
  const occurrences: Occurrence[] = [];
  for (const [index, fault] of random.shuffle(faults).entries()) {
    await sleep(Math.max(0, (moments[index] ?? 0) - (performance.now() - startedAt)));
    const atSeconds = (performance.now() - startedAt) / 1000;
    const outcome = await attempt(fault, context);
    const occurrence = { name: fault.name, atSeconds, ...outcome };
    occurrences.push(occurrence);
    onOccurrence(occurrence);
  }
  return occurrences;
}

async function attempt(fault: Fault, context: FaultContext): Promise<Pick<Occurrence, 'what' | 'error'>> {
  try {
    return { what: await fault.run(context), error: null };
  } catch (error) {
    return { what: null, error: error instanceof Error ? error.message : String(error) };
  }
}
