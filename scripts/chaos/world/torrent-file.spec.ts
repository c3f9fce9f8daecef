import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { decodeBencode } from '../../../src/modules/downloads/engine/torrent/bencode.js';
import { describeTorrent } from './torrent-file.js';

const PIECE_BYTES = 16_384;

describe('describeTorrent', () => {
  let directory: string;
  beforeAll(async () => (directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-torrent-file-'))));
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('describes a file whose last piece is shorter', async () => {
    const file = path.join(directory, 'film é.mp4');
    const content = Buffer.alloc(PIECE_BYTES + 10, 'x');
    await writeFile(file, content);
    const { bytes, infoHash } = await describeTorrent(file, 'film é.mp4', PIECE_BYTES, content.length);
    const { value } = decodeBencode(bytes);
    const info = value instanceof Map ? value.get('info') : undefined;
    if (!(info instanceof Map)) throw new Error('There is no info dictionary');
    expect(info.get('length')).toBe(content.length);
    expect(String(info.get('name'))).toBe('film é.mp4');
    const sha1 = (part: Buffer) => createHash('sha1').update(part).digest();
    const pieces = [content.subarray(0, PIECE_BYTES), content.subarray(PIECE_BYTES)].map(sha1);
    expect(info.get('pieces')).toEqual(Buffer.concat(pieces));
    expect(infoHash).toBe(sha1(bytes.subarray('d4:info'.length, -1)).toString('hex'));
  });
});
