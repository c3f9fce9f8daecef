import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

export interface TorrentFile {
  readonly infoHash: string;
  /** A .torrent without trackers. */
  readonly bytes: Buffer;
}

/** Describes one file as a torrent (BEP 3). */
export async function describeTorrent(
  path: string,
  name: string,
  pieceBytes: number,
  sizeBytes: number,
): Promise<TorrentFile> {
  const pieces = await hashesOf(path, pieceBytes);
  const info = Buffer.concat([
    Buffer.from(
      `d6:lengthi${sizeBytes}e4:name${Buffer.byteLength(name)}:${name}12:piece lengthi${pieceBytes}e`,
    ),
    Buffer.from(`6:pieces${pieces.length}:`),
    pieces,
    Buffer.from('e'),
  ]);
  return {
    infoHash: createHash('sha1').update(info).digest('hex'),
    bytes: Buffer.concat([Buffer.from('d4:info'), info, Buffer.from('e')]),
  };
}

async function hashesOf(path: string, pieceBytes: number): Promise<Buffer> {
  const hashes: Buffer[] = [];
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(pieceBytes), 0, pieceBytes);
      if (bytesRead === 0) return Buffer.concat(hashes);
      hashes.push(createHash('sha1').update(buffer.subarray(0, bytesRead)).digest());
    }
  } finally {
    await file.close();
  }
}
