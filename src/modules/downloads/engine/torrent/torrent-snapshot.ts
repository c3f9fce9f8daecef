import type Wire from 'bittorrent-protocol';
import type { Torrent } from 'webtorrent';
import type { DownloadFile, DownloadPeer } from '../download-kind.js';
import type { TorrentLayout } from './torrent-files.js';
import { lengthOfPiece } from './piece-map.js';

const MAX_CLIENT_NAME = 60;

/** The torrent's files without padding; `bytesDone` counts verified pieces only. */
export function filesOf(layout: TorrentLayout, isVerified: (piece: number) => boolean): DownloadFile[] {
  return layout.files.flatMap((file, index) =>
    file.isPadding
      ? []
      : {
          index,
          path: file.path.join('/'),
          sizeBytes: file.length,
          bytesDone: verifiedBytes(layout, file.offset, file.length, isVerified),
          isWanted: true,
        },
  );
}

/** The peers behind the connections: two that find one another at the same time have two connections. */
export function peersOf(wires: readonly Wire[]): DownloadPeer[] {
  const peers = new Map<string, DownloadPeer>();
  for (const wire of wires) {
    const known = peers.get(wire.peerId);
    const peer = peerOf(wire);
    peers.set(wire.peerId, known === undefined ? peer : merge(known, peer));
  }
  return [...peers.values()];
}

function peerOf(wire: Wire): DownloadPeer {
  return {
    address: `${wire.remoteAddress ?? ''}:${wire.remotePort ?? ''}`,
    client: clientOf(wire),
    isSeeder: wire.isSeeder === true,
    speedBytesPerSecond: Math.round(wire.downloadSpeed()),
    uploadSpeedBytesPerSecond: Math.round(wire.uploadSpeed()),
  };
}

function merge(first: DownloadPeer, second: DownloadPeer): DownloadPeer {
  return {
    ...first,
    isSeeder: first.isSeeder || second.isSeeder,
    speedBytesPerSecond: first.speedBytesPerSecond + second.speedBytesPerSecond,
    uploadSpeedBytesPerSecond: first.uploadSpeedBytesPerSecond + second.uploadSpeedBytesPerSecond,
  };
}

/** Null when nothing moves: there is no honest estimate then. */
export function etaSeconds(torrent: Torrent, totalBytes: number | null): number | null {
  if (totalBytes === null || torrent.downloadSpeed < 1) return null;
  return Math.ceil((totalBytes - torrent.downloaded) / torrent.downloadSpeed);
}

function verifiedBytes(
  layout: TorrentLayout,
  offset: number,
  length: number,
  isVerified: (piece: number) => boolean,
): number {
  let bytes = 0;
  const end = offset + length;
  for (let piece = Math.floor(offset / layout.pieceLength); piece * layout.pieceLength < end; piece++) {
    if (!isVerified(piece)) continue;
    const start = piece * layout.pieceLength;
    bytes += Math.min(start + lengthOfPiece(layout, piece), end) - Math.max(start, offset);
  }
  return bytes;
}

/** What the peer calls itself (BEP 10), else the client code in its peer id. Its own words: shown, never trusted. */
function clientOf(wire: Wire): string {
  const name = wire.peerExtendedHandshake?.v;
  const text = name instanceof Uint8Array ? Buffer.from(name).toString('utf8') : peerIdPrefix(wire.peerId);
  return text
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .slice(0, MAX_CLIENT_NAME)
    .toWellFormed();
}

function peerIdPrefix(peerId: string): string {
  return Buffer.from(peerId, 'hex').toString('latin1', 0, 8);
}
