import type { ChaosSystem } from '../system/system.js';
import type { Random } from '../random.js';
import type { Source } from '../world/source.js';

export interface RunningDownload {
  readonly id: string;
  readonly source: Source;
}

/** What faults work on. */
export interface FaultContext {
  readonly system: ChaosSystem;
  readonly random: Random;
  readonly downloads: readonly RunningDownload[];
}

/** One way to break things. Resolves when what it broke works again, as far as it mends it itself. */
export interface Fault {
  readonly name: string;
  /** What was done, in words; null when there was nothing to break. */
  run(context: FaultContext): Promise<string | null>;
}
