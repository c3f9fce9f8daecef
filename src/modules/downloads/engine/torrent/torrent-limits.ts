/** What a torrent may ask of this system. Everything real stays far below. */
export const MAX_METADATA_BYTES = 10_000_000;
export const MAX_FILES = 10_000;
export const MAX_PIECES = 2 ** 18;
export const MIN_PIECE_BYTES = 1024;
/** A piece is held in memory while it arrives. */
export const MAX_PIECE_BYTES = 64 * 1024 * 1024;
export const MAX_PATH_DEPTH = 32;
