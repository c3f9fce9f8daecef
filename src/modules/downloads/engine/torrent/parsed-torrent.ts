import type { ParsedTorrent } from 'webtorrent';
import type { TorrentLayout } from './torrent-files.js';
import { lengthOfPiece } from './piece-map.js';

/** A torrent of which only the hash is known: webtorrent looks for peers and asks them for the rest. */
export function unknownTorrent(infoHash: string, announce: readonly string[]): ParsedTorrent {
  return { infoHash, announce: [...announce], urlList: [] };
}

/** A checked layout in the form that webtorrent takes without parsing anything itself. */
export function knownTorrent(layout: TorrentLayout, announce: readonly string[]): ParsedTorrent {
  return {
    ...unknownTorrent(layout.infoHash, announce),
    info: {},
    name: layout.name,
    private: layout.isPrivate,
    length: layout.totalBytes,
    pieceLength: layout.pieceLength,
    lastPieceLength: lengthOfPiece(layout, layout.pieceHashes.length - 1),
    pieces: layout.pieceHashes,
    files: layout.files.map((file, index) => ({
      name: file.path.at(-1) ?? `padding ${index}`,
      path: file.isPadding ? `padding ${index}` : file.path.join('/'),
      length: file.length,
      offset: file.offset,
    })),
  };
}
