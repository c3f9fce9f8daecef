import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from '../../../src/standalone/run-command.js';

const BALLAST = 'ballast';
const CHUNK_BYTES = 16 * 1024 * 1024;

/** A file system in memory for unfinished downloads, which can be filled to the last byte. */
export class SmallDisk {
  private constructor(private readonly directory: string) {}

  /** Null where nothing may be mounted: that is for root. The directory is there in any case. */
  static async mount(directory: string, sizeBytes: number): Promise<SmallDisk | null> {
    await mkdir(directory, { recursive: true });
    const args = ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'sokoul-chaos', directory];
    const { code } = await runCommand({ command: 'mount', args });
    return code === 0 ? new SmallDisk(directory) : null;
  }

  async fill(): Promise<void> {
    const file = path.join(this.directory, BALLAST);
    const zeros = Buffer.alloc(CHUNK_BYTES);
    for (;;) {
      const { bavail, bsize } = await statfs(this.directory);
      const bytes = Math.min(bavail * bsize, CHUNK_BYTES);
      if (bytes === 0) return;
      // Downloads may take the rest meanwhile.
      const isFull = await writeFile(file, zeros.subarray(0, bytes), { flag: 'a' }).then(
        () => false,
        () => true,
      );
      if (isFull) return;
    }
  }

  async empty(): Promise<void> {
    await rm(path.join(this.directory, BALLAST), { force: true });
  }

  async unmount(): Promise<void> {
    const { code, output } = await runCommand({ command: 'umount', args: ['-l', this.directory] });
    if (code !== 0) throw new Error(`${this.directory} is still mounted: ${output}`);
  }
}
