import { generateKeyPair } from 'node:crypto';
import { readFile, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { readOrCreateKeyFile } from '../../../common/crypto/key-file.js';
import { errorCode } from '../../../common/errors/error-code.js';
import { verifyingKeys } from './key-overlap.js';
import type { StoredKey } from './key-overlap.js';
import type { KeySource, RotationOptions } from './key-source.js';
import { MODULUS_BITS } from './signing-key.js';

const KEY_FILE = /^(\d{4,9})\.pem$/;
const FIRST = 1;

const nameOf = (number: number) => `${String(number).padStart(4, '0')}.pem`;

async function generatePem(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: MODULUS_BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return privateKey;
}

/** `0001.pem`, `0002.pem`, … in one directory, which the processes of all hosts share. */
export class KeyDirectory implements KeySource {
  constructor(private readonly directory: string) {}

  async load(now: number): Promise<string[]> {
    let keys = await this.list();
    if (keys.length === 0) {
      await this.make(FIRST);
      keys = await this.list();
    }
    return Promise.all(verifyingKeys(keys, now).map(({ file }) => readFile(file, 'utf8')));
  }

  async rotate(now: number, { revokePrevious }: RotationOptions): Promise<void> {
    const keys = await this.list();
    await this.make(Math.max(0, ...keys.map(({ number }) => number)) + 1);
    const kept = new Set(revokePrevious ? [] : verifyingKeys(keys, now).map(({ file }) => file));
    for (const { file } of keys) if (!kept.has(file)) await rm(file, { force: true });
  }

  /** Of several processes that make the same number at once, one does. */
  private async make(number: number): Promise<void> {
    const pem = await generatePem();
    readOrCreateKeyFile(path.join(this.directory, nameOf(number)), () => pem);
  }

  private async list(): Promise<StoredKey[]> {
    const names = await readdir(this.directory).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    });
    const found = names.flatMap((name) => {
      const number = KEY_FILE.exec(name)?.[1];
      return number === undefined ? [] : [{ number: Number(number), file: path.join(this.directory, name) }];
    });
    return Promise.all(found.map(async (key) => ({ ...key, madeAt: (await stat(key.file)).mtimeMs })));
  }
}
