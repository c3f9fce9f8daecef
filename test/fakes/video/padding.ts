import type { Cipheriv } from 'node:crypto';
import { createCipheriv, createHash } from 'node:crypto';

/** An endless, incompressible byte sequence fixed by its seed, without zero bytes (so that H.264 needs no escapes). */
export class Padding {
  private readonly keystream: Cipheriv;

  constructor(seed: string) {
    const key = createHash('sha256').update(seed).digest();
    this.keystream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  }

  next(length: number): Buffer {
    const bytes = this.keystream.update(Buffer.alloc(length));
    for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1)) bytes[at] = 1;
    return bytes;
  }
}
