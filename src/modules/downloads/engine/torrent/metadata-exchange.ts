import { createHash } from 'node:crypto';
import type Wire from 'bittorrent-protocol';

/**
 * Sends the metadata that a peer gives to `accept` instead of into webtorrent: the raw bytes, checked against the info-hash.
 * webtorrent would decode and encode them again, which changes the hash of unusual torrents and ends the process on broken ones.
 * When `accept` answers true the peer is told that we have the metadata now.
 */
export function interceptMetadata(wire: Wire, infoHash: string, accept: (info: Buffer) => boolean): void {
  const exchange = wire.ut_metadata;
  exchange.removeAllListeners('metadata');
  exchange.setMetadata = async (bytes) => {
    const info = Buffer.from(bytes);
    if (createHash('sha1').update(info).digest('hex') !== infoHash) return false;
    exchange.cancel();
    // Uncovers webtorrent's own method, which is safe once the bytes have been read successfully.
    Reflect.deleteProperty(exchange, 'setMetadata');
    if (accept(info)) await exchange.setMetadata?.(info).catch(() => wire.destroy());
    return true;
  };
}
