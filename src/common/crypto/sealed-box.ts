import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { errorCode } from '../errors/error-code.js';
import { readOrCreateKeyFile } from './key-file.js';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_FILE = /^\d{4,9}\.key$/;
const FIRST_KEY_FILE = '0001.key';
const SEALED = /^v1\.([0-9a-f]{16})\.([\w-]+)$/;

/** What was sealed can't be opened: another context, a key that is gone, or bytes that were changed. */
export class SealBrokenError extends Error {}

/** Names a key without telling anything of it. */
const idOf = (key: Buffer): string =>
  createHash('sha256').update('sokoul sealing key').update(key).digest('hex').slice(0, 16);

function keyFilesOf(directory: string): string[] {
  try {
    const names = readdirSync(directory).filter((name) => KEY_FILE.test(name));
    return names.sort((one, other) => Number.parseInt(other, 10) - Number.parseInt(one, 10));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Seals secrets of other services before they go into the database: AES-256-GCM under keys that are kept elsewhere. The
 * first key seals, all of them open, and a sealed text names its key: to rotate, put a new key first.
 */
export class SealedBox {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly currentId: string;
  private readonly currentKey: Buffer;

  constructor(keys: readonly Buffer[]) {
    const [first] = keys;
    if (!first || keys.some((key) => key.length !== KEY_BYTES))
      throw new Error(`A sealing key has ${KEY_BYTES} bytes`);
    this.keys = new Map(keys.map((key) => [idOf(key), key]));
    this.currentId = idOf(first);
    this.currentKey = first;
  }

  /** Reads `0001.key`, `0002.key`, … of the directory, the highest number first; makes the first one when there is none. */
  static fromDirectory(directory: string): SealedBox {
    const files = keyFilesOf(directory);
    if (files.length > 0) return new SealedBox(files.map((file) => readFileSync(path.join(directory, file))));
    const first = readOrCreateKeyFile(path.join(directory, FIRST_KEY_FILE), () => randomBytes(KEY_BYTES));
    return new SealedBox([first]);
  }

  /** `context` says what the secret belongs to: it opens for the same context only, so that rows can't be swapped. */
  seal(text: string, context: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.currentKey, iv).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `v1.${this.currentId}.${sealed.toString('base64url')}`;
  }

  /** Throws SealBrokenError. */
  open(sealed: string, context: string): string {
    const [, keyId = '', encoded = ''] = SEALED.exec(sealed) ?? [];
    const key = this.keys.get(keyId);
    const bytes = Buffer.from(encoded, 'base64url');
    if (!key || bytes.length < IV_BYTES + TAG_BYTES)
      throw new SealBrokenError('The seal is of no known key or form');
    const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new SealBrokenError('The seal is broken', { cause });
    }
  }
}
