import { readFile } from 'node:fs/promises';
import type { KeySource } from './key-source.js';
import { SigningKeyGivenError } from './signing-keys.errors.js';

const PEM_BLOCK = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\s\S]+?-----END \1PRIVATE KEY-----/g;

/** A file that the operator keeps: its first key signs, the others still verify. Read again when it changes. */
export class GivenKeyFile implements KeySource {
  constructor(private readonly file: string) {}

  async load(): Promise<string[]> {
    const text = await readFile(this.file, 'utf8');
    const pems = [...text.matchAll(PEM_BLOCK)].map(([block]) => block);
    if (pems.length === 0) throw new Error(`${this.file} holds no private key in PEM`);
    return pems;
  }

  async rotate(): Promise<never> {
    throw new SigningKeyGivenError();
  }
}
