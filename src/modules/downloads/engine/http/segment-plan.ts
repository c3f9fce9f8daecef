/** A part of the file that is fetched in order, by at most one connection at a time. Positions are those in the file. */
export interface Segment {
  /** Its place in the journal. */
  readonly slot: number;
  readonly start: number;
  /** Exclusive. Moves down when another segment takes over the rest. */
  end: number;
  /** Everything before it is stored. */
  position: number;
  /** Everything before it has been asked for already. */
  claimed: number;
  isOwned: boolean;
}

export type SegmentRecord = Pick<Segment, 'start' | 'end' | 'position'>;

/** Smaller parts are not worth a connection of their own. */
const MIN_SPLIT_BYTES = 1024 * 1024;
/** A reader that is so close behind a connection waits for it. */
const NEAR_BYTES = 2 * 1024 * 1024;
const MAX_SEGMENTS = 1024;

/** Which bytes of a file are stored, and who fetches which of the others. The segments cover the file without overlap. */
export class SegmentPlan {
  private readonly list: Segment[];

  /** Takes up what an earlier run has stored; gaps are what it has not. */
  constructor(
    total: number,
    records: readonly SegmentRecord[] = [],
    /** Told of each split: the new segment, and the one that it was taken from. */
    private readonly onSplit: (tail: Segment, head: Segment) => void = () => undefined,
  ) {
    this.list = normalised(total, records).map((record, slot) => ({
      ...record,
      slot,
      claimed: record.position,
      isOwned: false,
    }));
  }

  get segments(): readonly Segment[] {
    return this.list;
  }

  get bytesDone(): number {
    return this.list.reduce((sum, { start, position }) => sum + position - start, 0);
  }

  get isComplete(): boolean {
    return this.list.every(({ position, end }) => position === end);
  }

  /**
   * A part for one more connection: one where somebody wants to read, one that nobody fetches, else half of the largest rest,
   * of which only what has not been asked for yet changes hands. Null when there is nothing worth it.
   */
  claim(wanted: Iterable<number> = []): Segment | null {
    const free = this.list.filter((segment) => !segment.isOwned && segment.position < segment.end);
    const positions = [...wanted];
    const claimed =
      free.find((segment) => positions.some((position) => isIn(segment, position))) ??
      free.sort((a, b) => a.start - b.start)[0] ??
      this.splitLargest();
    if (claimed) claimed.isOwned = true;
    return claimed;
  }

  /** Nobody fetches it any more. What was asked for and did not come has to be asked for again. */
  release(segment: Segment): void {
    segment.isOwned = false;
    segment.claimed = segment.position;
  }

  /** The end (exclusive) of the bytes stored without a gap from `position` on; `position` itself when there are none. */
  availableFrom(position: number): number {
    let end = position;
    for (let segment = this.at(end); segment; segment = this.at(end)) {
      if (segment.position <= end) break;
      end = segment.position;
    }
    return end;
  }

  /**
   * Makes sure that `position` is fetched soon: it answers with the segment to be begun for it, or null when a connection is
   * about to come by or the byte is there.
   */
  focus(position: number): Segment | null {
    const segment = this.at(position);
    if (!segment || position < segment.position) return null;
    if (position - segment.position <= NEAR_BYTES) return segment.isOwned ? null : segment;
    return this.split(segment, position);
  }

  private at(position: number): Segment | undefined {
    return this.list.find((segment) => isIn(segment, position));
  }

  private splitLargest(): Segment | null {
    const owned = this.list.filter((segment) => segment.isOwned);
    const best = owned.toSorted((a, b) => b.end - splitPointOf(b) - (a.end - splitPointOf(a)))[0];
    if (!best || best.end - splitPointOf(best) < MIN_SPLIT_BYTES) return null;
    return this.split(best, splitPointOf(best));
  }

  private split(segment: Segment, at: number): Segment | null {
    if (this.list.length >= MAX_SEGMENTS) return null;
    const tail: Segment = {
      slot: this.list.length,
      start: at,
      end: segment.end,
      position: at,
      claimed: at,
      isOwned: false,
    };
    segment.end = at;
    segment.claimed = Math.min(segment.claimed, at);
    this.list.push(tail);
    this.onSplit(tail, segment);
    return tail;
  }
}

/** The middle of the rest, but nothing that has been asked for already. */
const splitPointOf = ({ position, end, claimed }: Segment): number =>
  Math.max(claimed, position + Math.ceil((end - position) / 2));

const isIn = ({ start, end }: Segment, position: number): boolean => position >= start && position < end;

/** In order, without overlaps and gaps, neighbours joined: a journal may have been cut short between two records. */
function normalised(total: number, records: readonly SegmentRecord[]): SegmentRecord[] {
  const sorted = records
    .filter(({ start, end, position }) => start < end && end <= total && start <= position && position <= end)
    .sort((a, b) => a.start - b.start);
  const parts: SegmentRecord[] = [];
  let covered = 0;
  for (const [index, { start, end, position }] of sorted.entries()) {
    if (start > covered) append(parts, { start: covered, end: start, position: covered });
    const until = Math.min(end, sorted[index + 1]?.start ?? total);
    const from = Math.max(start, covered);
    append(parts, { start: from, end: until, position: Math.max(from, Math.min(position, until)) });
    covered = Math.max(covered, until);
  }
  if (covered < total) append(parts, { start: covered, end: total, position: covered });
  return parts;
}

function append(parts: SegmentRecord[], next: SegmentRecord): void {
  if (next.start >= next.end) return;
  const last = parts.at(-1);
  if (last && last.position === last.end) parts[parts.length - 1] = { ...next, start: last.start };
  else if (last && next.position === next.start) parts[parts.length - 1] = { ...last, end: next.end };
  else parts.push(next);
}
