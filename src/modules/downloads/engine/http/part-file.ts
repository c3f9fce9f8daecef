import { constants } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { ignoring } from '../../../../common/errors/error-code.js';
import { assertRealPathInside, resolveInside } from '../../../../common/files/safe-path.js';
import { syncDirectory } from './sync-directory.js';

/** Where the platform knows it: never follow a link that someone put in the file's place. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const CREATE = constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC | NO_FOLLOW;
const CONTINUE = constants.O_RDWR | NO_FOLLOW;

/** The file of a download: `<name>.part` until it is complete. Written at any position, in any order. */
export class PartFile {
  private constructor(
    private readonly directory: string,
    readonly name: string,
    private readonly handle: FileHandle,
    /** Tells it from another file of that name. */
    readonly inode: string,
  ) {}

  /** An empty one, in the place of whatever has its name. */
  static async create(directory: string, name: string): Promise<PartFile> {
    await mkdir(directory, { recursive: true });
    const path = resolveInside(directory, `${name}.part`);
    await rm(path, { force: true, recursive: true });
    await assertRealPathInside(directory, path);
    return PartFile.open(directory, name, path, CREATE);
  }

  /** The one that an earlier run left, under either name; null when it is gone or another one. */
  static async find(directory: string, name: string, inode: string): Promise<PartFile | null> {
    for (const fileName of [`${name}.part`, name]) {
      const path = resolveInside(directory, fileName);
      const found = await ignoring(['ENOENT', 'ELOOP', 'EISDIR'], () =>
        PartFile.open(directory, name, path, CONTINUE),
      );
      if (found?.inode === inode) return found;
      await found?.close();
    }
    return null;
  }

  /** Deletes what a download of this name may have left. */
  static async remove(directory: string, name: string): Promise<void> {
    for (const fileName of [`${name}.part`, name])
      await rm(resolveInside(directory, fileName), { force: true });
  }

  private static async open(directory: string, name: string, path: string, flags: number): Promise<PartFile> {
    const handle = await open(path, flags, 0o644);
    const { dev, ino } = await handle.stat({ bigint: true });
    return new PartFile(directory, name, handle, `${dev}:${ino}`);
  }

  /** Its length; takes no space on disk by itself. */
  async setLength(bytes: number): Promise<void> {
    await this.handle.truncate(bytes);
  }

  async length(): Promise<number> {
    return (await this.handle.stat()).size;
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  }

  /** So many bytes from `position` on; fewer only where the file ends. */
  async read(position: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await this.handle.read(bytes, done, length - done, position + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return bytes.subarray(0, done);
  }

  async sync(): Promise<void> {
    await this.handle.datasync();
  }

  /** Its own name from now on, durably. The same when it has it already. */
  async finish(): Promise<void> {
    await this.handle.sync();
    const path = resolveInside(this.directory, this.name);
    await ignoring(['ENOENT'], () => rename(`${path}.part`, path));
    await syncDirectory(this.directory);
  }

  /** Where it lies until it is finished. */
  get path(): string {
    return resolveInside(this.directory, `${this.name}.part`);
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
