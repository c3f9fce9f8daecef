import { readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import type { ServerProcess } from '../system/server-process.js';

const EVERY_MS = 200;
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/**
 * Looks from outside which worker has files of which download open (Linux only): whatever the rows say, no download may be
 * open in two processes.
 */
export class OpenFiles {
  looks = 0;
  readonly doubles: string[] = [];
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly workers: readonly ServerProcess[],
    private readonly downloadsDirectory: string,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look().finally(() => this.start());
    }, EVERY_MS);
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.looking;
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    const pids = this.workers.flatMap(({ pid }) => (pid === null ? [] : [pid]));
    const before = await Promise.all(pids.map((pid) => this.openIn(pid)));
    // What was open on both sides of a look at the others was open throughout it.
    const between = await Promise.all(pids.map((pid) => this.openIn(pid)));
    const after = await Promise.all(pids.map((pid) => this.openIn(pid)));
    this.looks += 1;
    for (const [index, ids] of before.entries())
      for (const id of ids) {
        if (!after[index]?.has(id)) continue;
        const other = between.findIndex((open, at) => at !== index && open.has(id));
        if (other !== -1) this.doubles.push(`${id} in ${pids[index]} and ${pids[other]}`);
      }
  }

  private async openIn(pid: number): Promise<Set<string>> {
    const directory = `/proc/${pid}/fd`;
    const ids = new Set<string>();
    // The process, or a file of it, may be gone by then.
    for (const name of await readdir(directory).catch(() => [])) {
      const target = await readlink(path.join(directory, name)).catch(() => '');
      if (!target.startsWith(this.downloadsDirectory)) continue;
      const parts = path.relative(this.downloadsDirectory, target).split(path.sep);
      const id = parts.find((part) => ID.test(part));
      if (id !== undefined) ids.add(id);
    }
    return ids;
  }
}
