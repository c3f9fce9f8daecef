import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SealBrokenError, SealedBox } from './sealed-box.js';

const [oldKey, newKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const box = new SealedBox([oldKey]);

describe('SealedBox', () => {
  it('opens what it sealed, and never seals twice alike', () => {
    const sealed = box.seal('tøken', 'row 1');
    expect(sealed).not.toContain('tøken');
    expect(box.seal('tøken', 'row 1')).not.toBe(sealed);
    expect(box.open(sealed, 'row 1')).toBe('tøken');
    expect(box.open(box.seal('', 'row 1'), 'row 1')).toBe('');
  });

  it('opens nothing for another context or under another key', () => {
    const sealed = box.seal('token', 'row 1');
    expect(() => box.open(sealed, 'row 2')).toThrow(SealBrokenError);
    expect(() => new SealedBox([newKey]).open(sealed, 'row 1')).toThrow(SealBrokenError);
  });

  it('opens nothing that was changed', () => {
    const [version, keyId, body = ''] = box.seal('token', 'row 1').split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      const text = `${version}.${keyId}.${changed.toString('base64url')}`;
      expect(() => box.open(text, 'row 1')).toThrow(SealBrokenError);
    }
  });

  it.each(['', 'token', 'v1..', `v1.${'0'.repeat(16)}.AAAA`, 'v2.a.b'])('refuses %j', (text) => {
    expect(() => box.open(text, 'row 1')).toThrow(SealBrokenError);
  });

  it('refuses keys of another length', () => {
    expect(() => new SealedBox([])).toThrow(/32 bytes/);
    expect(() => new SealedBox([oldKey, Buffer.alloc(16)])).toThrow(/32 bytes/);
  });
});

describe('the keys of a directory', () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'sokoul-seal-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('are made once and rotated by adding the next one', () => {
    const keys = path.join(directory, 'sealing');
    const before = SealedBox.fromDirectory(keys).seal('token', 'row 1');
    expect(readdirSync(keys)).toEqual(['0001.key']);
    expect(SealedBox.fromDirectory(keys).open(before, 'row 1')).toBe('token');
    writeFileSync(path.join(keys, '0002.key'), newKey);
    const rotated = SealedBox.fromDirectory(keys);
    expect(rotated.open(before, 'row 1')).toBe('token');
    expect(new SealedBox([newKey]).open(rotated.seal('next', 'row 1'), 'row 1')).toBe('next');
  });
});
