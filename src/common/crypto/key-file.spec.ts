import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { InternalKey } from './internal-key.js';
import { readOrCreateKeyFile } from './key-file.js';

describe('readOrCreateKeyFile', () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'sokoul-key-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('makes a file once, for its owner alone, and leaves nothing else behind', () => {
    const file = path.join(directory, 'keys', 'a.key');
    expect(readOrCreateKeyFile(file, () => 'first').toString()).toBe('first');
    expect(readOrCreateKeyFile(file, () => 'second').toString()).toBe('first');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(path.dirname(file))).toEqual(['a.key']);
  });
});

describe('InternalKey', () => {
  const key = new InternalKey(Buffer.alloc(32, 1));

  it('verifies its own signature of the same text only', () => {
    expect(key.verify('a', key.sign('a'))).toBe(true);
    expect(key.verify('b', key.sign('a'))).toBe(false);
    expect(key.verify('a', 'short')).toBe(false);
    expect(new InternalKey(Buffer.alloc(32, 2)).verify('a', key.sign('a'))).toBe(false);
  });

  it('refuses a secret that is too short', () => {
    expect(() => new InternalKey(Buffer.alloc(8))).toThrow(/32 bytes/);
  });
});
