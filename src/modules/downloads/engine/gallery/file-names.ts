import { extname } from 'node:path';
import { safeFileName } from '../../../../common/files/safe-path.js';

/** What unfinished files are called until they are whole. */
const UNFINISHED = '.part';

/** Gives each file of a download a name of its own; letter case does not count, as on most disks. */
export class FileNames {
  private readonly taken = new Set<string>();
  private readonly copies = new Map<string, number>();

  /** The name made safe, with a number when it is taken. */
  claim(wanted: string): string {
    const name = safeFileName(wanted);
    const extension = extname(name);
    const stem = name.slice(0, name.length - extension.length);
    const key = name.toLowerCase();
    let candidate = name;
    for (let copy = this.copies.get(key) ?? 1; this.isTaken(candidate);) {
      copy += 1;
      this.copies.set(key, copy);
      candidate = safeFileName(`${stem} (${copy})${extension}`);
    }
    this.reserve(candidate);
    return candidate;
  }

  reserve(name: string): void {
    this.taken.add(name.toLowerCase());
  }

  /** Also by the unfinished form of another, and the other way round. */
  private isTaken(name: string): boolean {
    const key = name.toLowerCase();
    const whole = key.endsWith(UNFINISHED) ? key.slice(0, -UNFINISHED.length) : key;
    return this.taken.has(key) || this.taken.has(whole) || this.taken.has(key + UNFINISHED);
  }
}
