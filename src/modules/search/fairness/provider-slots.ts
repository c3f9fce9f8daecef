import { Turn } from './turn.js';

/** One provider's slots: how many are taken, and who waits. */
interface Line {
  taken: number;
  /** In the order in which owners are served next; an owner who was served goes to the end. */
  readonly waiting: Map<string, Turn[]>;
}

/**
 * How many searches may be at one provider at once. Each provider has its own slots, so that one that hangs holds up nobody
 * else; people are served in turn, so that who starts fifty searches does not make the next one wait for all of them.
 */
export class ProviderSlots {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly slotsPerProvider: number) {}

  /** A place in the line of a provider, to be taken for any number of people. */
  turnAt(provider: string): Turn {
    return new Turn({
      enter: (turn, owner) => this.enter(provider, turn, owner),
      takeFree: () => this.takeFree(provider),
      leave: () => this.release(provider),
    });
  }

  /** How many turns wait at the provider; one that waits for several people counts for each. */
  waitingAt(provider: string): number {
    const line = this.lines.get(provider);
    return [...(line?.waiting.values() ?? [])].flat().filter(({ isWaiting }) => isWaiting).length;
  }

  private enter(provider: string, turn: Turn, owner: string): void {
    const line = this.lineOf(provider);
    const own = line.waiting.get(owner);
    if (own) own.push(turn);
    else line.waiting.set(owner, [turn]);
    this.serve(line);
  }

  private takeFree(provider: string): boolean {
    const line = this.lineOf(provider);
    const isFree = line.taken < this.slotsPerProvider;
    if (isFree) line.taken += 1;
    return isFree;
  }

  private lineOf(provider: string): Line {
    const line = this.lines.get(provider) ?? { taken: 0, waiting: new Map<string, Turn[]>() };
    this.lines.set(provider, line);
    return line;
  }

  private release(provider: string): void {
    const line = this.lines.get(provider);
    if (!line) return;
    line.taken -= 1;
    this.serve(line);
    if (line.taken === 0 && line.waiting.size === 0) this.lines.delete(provider);
  }

  private serve(line: Line): void {
    while (line.taken < this.slotsPerProvider) {
      const turn = nextOf(line.waiting);
      if (!turn) return;
      line.taken += 1;
      turn.grant();
    }
  }
}

/** The next turn that still waits; those that were given up, or served for somebody else, are dropped here. */
function nextOf(waiting: Map<string, Turn[]>): Turn | undefined {
  for (const [owner, turns] of waiting) {
    waiting.delete(owner);
    const left = turns.filter(({ isWaiting }) => isWaiting);
    const turn = left.shift();
    if (left.length > 0) waiting.set(owner, left);
    if (turn) return turn;
  }
  return undefined;
}
