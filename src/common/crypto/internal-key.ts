import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import path from 'node:path';
import { readOrCreateKeyFile } from './key-file.js';

const KEY_BYTES = 32;

/** The secret that API and workers share: it signs stream links and the requests between them. */
export class InternalKey {
  constructor(private readonly secret: Buffer) {
    if (secret.length < KEY_BYTES) throw new Error(`The internal secret needs at least ${KEY_BYTES} bytes`);
  }

  /** Reads `internal.key` of the directory, or makes it. */
  static fromDirectory(directory: string): InternalKey {
    return new InternalKey(
      readOrCreateKeyFile(path.join(directory, 'internal.key'), () => randomBytes(KEY_BYTES)),
    );
  }

  /** HMAC-SHA256 of `text`, base64url. */
  sign(text: string): string {
    return createHmac('sha256', this.secret).update(text).digest('base64url');
  }

  /** Compares in constant time. */
  verify(text: string, signature: string): boolean {
    const expected = Buffer.from(this.sign(text));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
