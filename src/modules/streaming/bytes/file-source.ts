import type { FileHandle } from 'node:fs/promises';
import type { ByteBody, ByteSource } from './byte-source.js';
import { sendFile } from './file-sender.js';
import type { Validators } from './preconditions.js';
import type { ByteRange } from '../../../common/http/byte-range.js';

/** An open file of the library. */
export class FileSource implements ByteSource {
  readonly etag: string;
  readonly lastModified: Date | null;

  constructor(
    private readonly handle: FileHandle,
    readonly fileName: string,
    readonly sizeBytes: number,
    { etag, lastModified }: Validators,
  ) {
    this.etag = etag;
    this.lastModified = lastModified;
  }

  open(range: ByteRange): Promise<ByteBody> {
    return Promise.resolve({ sendTo: (response) => sendFile(this.handle, range, response) });
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}
