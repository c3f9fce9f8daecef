import { Injectable } from '@nestjs/common';
import { MediaInUseError } from '../media.errors.js';

/** Rows of another module that refer to titles. Both methods run in the transaction that deletes the titles, which are locked. */
export interface MediaUse {
  /** What they are called in answers: `downloads`. */
  readonly name: string;
  /** Those that still work on a title, and so keep it. */
  countUnfinished(mediaIds: readonly string[]): Promise<number>;
  /** Deletes those that have ended. Returns how many. */
  forget(mediaIds: readonly string[]): Promise<number>;
}

/** Where other modules say that they refer to titles: this one may not know them. */
@Injectable()
export class MediaUses {
  private readonly uses: MediaUse[] = [];

  register(use: MediaUse): void {
    this.uses.push(use);
  }

  /** Throws MediaInUseError. */
  async assertNone(mediaIds: readonly string[]): Promise<void> {
    const counts: Record<string, number> = {};
    for (const use of this.uses) {
      const count = await use.countUnfinished(mediaIds);
      if (count > 0) counts[use.name] = count;
    }
    if (Object.keys(counts).length > 0) throw new MediaInUseError(counts);
  }

  /** How many of each went. */
  async forget(mediaIds: readonly string[]): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const use of this.uses) counts[use.name] = await use.forget(mediaIds);
    return counts;
  }
}
