import { randomBytes } from 'node:crypto';

/** A .torrent file of one film of 20,000 bytes that nobody has: each call another one. */
export function newTorrentFile(name = 'Night.Train.1999.1080p.WEB.mkv'): Buffer<ArrayBuffer> {
  const head = `d4:infod6:lengthi20000e4:name${Buffer.byteLength(name)}:${name}12:piece lengthi16384e6:pieces40:`;
  return Buffer.concat([Buffer.from(head), randomBytes(40), Buffer.from('ee')]);
}
