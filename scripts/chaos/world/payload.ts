import { createCipheriv, createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const CHUNK_BYTES = 1024 * 1024;
const JPEG_START = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

/** A file that is to arrive in the library. */
export interface Payload {
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Writes bytes that do not compress and that the label repeats. Those of a picture begin as a JPEG does. */
export async function writePayload(
  path: string,
  name: string,
  sizeBytes: number,
  label: string,
): Promise<Payload> {
  const key = createHash('sha256').update(label).digest();
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  const zeros = Buffer.alloc(CHUNK_BYTES);
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  try {
    for (let at = 0; at < sizeBytes; at += CHUNK_BYTES) {
      const chunk = stream.update(zeros.subarray(0, Math.min(CHUNK_BYTES, sizeBytes - at)));
      if (at === 0 && name.endsWith('.jpg')) JPEG_START.copy(chunk);
      hash.update(chunk);
      await file.write(chunk);
    }
  } finally {
    await file.close();
  }
  return { name, sizeBytes, sha256: hash.digest('hex') };
}
