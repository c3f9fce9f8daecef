import type Wire from 'bittorrent-protocol';
import type { Torrent } from 'webtorrent';
import type { DownloadFile, DownloadPeer, DownloadSnapshot } from '../download-kind.js';
import type { PieceSelection } from './piece-selection.js';
import type { TorrentLayout } from './torrent-files.js';
import { lengthOfPiece } from './piece-map.js';

const MAX_CLIENT_NAME = 60;

export interface CountedTorrent {
  readonly torrent: Torrent | null;
  readonly layout: TorrentLayout | null;
  readonly selection: PieceSelection | null;
  readonly hasEnded: boolean;
}

type Counts = Omit<
  DownloadSnapshot,
  'state' | 'currentFile' | 'filesDone' | 'filesFailed' | 'lastProgressAt'
>;

/** What can be counted of a torrent now; what has stopped keeps its bytes, and has no speed or peers. */
export function countsOf({ torrent, layout, selection, hasEnded }: CountedTorrent): Counts {
  const moving = torrent === null || torrent.destroyed ? null : torrent;
  const peers = moving === null ? [] : peersOf(moving.wires);
  const seeders = peers.filter((peer) => peer.isSeeder).length;
  const totalBytes = selection?.totalBytes ?? null;
  const isCounted = torrent !== null && layout !== null && torrent.bitfield !== undefined;
  const bytesDone = isCounted
    ? (selection?.bytesOf((piece) => bytesOfPiece(torrent, layout, piece)) ?? 0)
    : 0;
  const speed = moving === null ? 0 : Math.round(moving.downloadSpeed);
  return {
    bytesDone,
    totalBytes,
    bytesReceived: torrent?.received ?? 0,
    bytesSent: torrent?.uploaded ?? 0,
    speedBytesPerSecond: speed,
    uploadSpeedBytesPerSecond: moving === null ? 0 : Math.round(moving.uploadSpeed),
    etaSeconds: totalBytes === null || hasEnded ? null : etaSeconds(totalBytes - bytesDone, speed),
    seeders,
    leechers: peers.length - seeders,
    peers,
  };
}

/** The torrent's files without padding; `bytesDone` counts verified pieces only. */
export function filesOf(
  layout: TorrentLayout,
  isVerified: (piece: number) => boolean,
  isWanted: (file: number) => boolean,
): DownloadFile[] {
  return layout.files.flatMap((file, index) =>
    file.isPadding
      ? []
      : {
          index,
          path: file.path.join('/'),
          sizeBytes: file.length,
          bytesDone: verifiedBytes(layout, file.offset, file.length, isVerified),
          isWanted: isWanted(index),
        },
  );
}

/** The peers behind the connections: two that find one another at the same time have two connections. */
function peersOf(wires: readonly Wire[]): DownloadPeer[] {
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
    address: wire.type === 'webSeed' ? '' : `${wire.remoteAddress ?? ''}:${wire.remotePort ?? ''}`,
    client: wire.type === 'webSeed' ? 'Web seed' : clientOf(wire),
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
function etaSeconds(missingBytes: number, bytesPerSecond: number): number | null {
  return bytesPerSecond < 1 ? null : Math.ceil(Math.max(0, missingBytes) / bytesPerSecond);
}

/** What has arrived of a piece, verified or not. */
function bytesOfPiece(torrent: Torrent, layout: TorrentLayout, piece: number): number {
  if (torrent.bitfield?.get(piece) === true) return lengthOfPiece(layout, piece);
  const underWay = torrent.pieces[piece];
  return underWay && typeof underWay === 'object' ? underWay.length - underWay.missing : 0;
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
