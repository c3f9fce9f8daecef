import { createHash } from 'node:crypto';
import { TorrentRefusedError } from '../engine.errors.js';
import { decodeBencode } from './bencode.js';
import type { BencodeDictionary, BencodeValue } from './bencode.js';
import { announceUrls, webSeedUrls } from './announce-urls.js';
import { PathMapper } from './torrent-paths.js';
import {
  MAX_FILES,
  MAX_METADATA_BYTES,
  MAX_PATH_DEPTH,
  MAX_PIECES,
  MAX_PIECE_BYTES,
  MIN_PIECE_BYTES,
} from './torrent-limits.js';

const HASH_BYTES = 20;

/** A torrent's content after every check: nothing in it leads out of its directory or beyond the limits. */
export interface TorrentLayout {
  readonly infoHash: string;
  /** The info dictionary as it lay in the file: what the info-hash is the hash of. */
  readonly infoBytes: Buffer;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly pieceLength: number;
  readonly totalBytes: number;
  readonly pieceHashes: string[];
  readonly files: TorrentFile[];
  readonly trackers: string[];
  /** Web servers that have the same files (BEP 19). */
  readonly webSeeds: string[];
}

export interface TorrentFile {
  /** Safe path components below the download's directory. */
  readonly path: string[];
  readonly length: number;
  readonly offset: number;
  /** BEP 47 padding: zeros between files, never written. */
  readonly isPadding: boolean;
}

/** Reads a whole .torrent file. Refuses hostile, broken and v2-only ones with TorrentRefusedError. */
export function readTorrentFile(bytes: Buffer): TorrentLayout {
  const { value, raw } = decode(bytes);
  const infoBytes = raw.get('info');
  if (!(value instanceof Map) || infoBytes === undefined)
    throw new TorrentRefusedError('it has no info dictionary');
  return { ...readTorrentInfo(infoBytes), trackers: trackersOf(value), webSeeds: webSeedsOf(value) };
}

/** Reads an info dictionary, as peers hand it out. Refuses hostile, broken and v2-only ones. */
export function readTorrentInfo(infoBytes: Buffer): TorrentLayout {
  const { value: info } = decode(infoBytes);
  if (!(info instanceof Map)) throw new TorrentRefusedError('its info is not a dictionary');
  if (info.get('meta version') === 2 && !info.has('pieces')) {
    throw new TorrentRefusedError('it is a BitTorrent v2 torrent only');
  }
  const pieceLength = pieceLengthOf(info);
  const { name, files } = filesOf(info);
  const totalBytes = files.reduce((sum, file) => sum + file.length, 0);
  return {
    infoHash: createHash('sha1').update(infoBytes).digest('hex'),
    infoBytes,
    name,
    isPrivate: info.get('private') === 1,
    pieceLength,
    totalBytes,
    pieceHashes: pieceHashesOf(info, pieceLength, totalBytes),
    files,
    trackers: [],
    webSeeds: [],
  };
}

/** The names in an info dictionary that was read before, as they stand there. */
export function rawPathsOf(infoBytes: Buffer): { name: Buffer; isMultiFile: boolean; files: Buffer[][] } {
  const { value: info } = decode(infoBytes);
  if (!(info instanceof Map)) throw new TorrentRefusedError('its info is not a dictionary');
  const list = info.get('files');
  const entries = Array.isArray(list) ? list : [];
  const files = entries.map((entry) => (entry instanceof Map && !isPadding(entry) ? pathOf(entry) : []));
  return { name: rawNameOf(info), isMultiFile: list !== undefined, files };
}

/** The .torrent file of an info dictionary with these trackers and web seeds. */
export function writeTorrentFile(
  infoBytes: Buffer,
  trackers: readonly string[],
  webSeeds: readonly string[] = [],
): Buffer {
  const text = (value: string) => `${Buffer.byteLength(value)}:${value}`;
  const tiers = trackers.map((url) => `l${text(url)}e`).join('');
  const seeds = webSeeds.map((url) => text(url)).join('');
  const head = trackers.length === 0 ? 'd' : `d${text('announce-list')}l${tiers}e`;
  const tail = webSeeds.length === 0 ? 'e' : `${text('url-list')}l${seeds}ee`;
  return Buffer.concat([Buffer.from(`${head}4:info`), infoBytes, Buffer.from(tail)]);
}

function decode(bytes: Buffer) {
  if (bytes.length > MAX_METADATA_BYTES) throw new TorrentRefusedError('its description is too large');
  try {
    return decodeBencode(bytes);
  } catch (error) {
    throw new TorrentRefusedError('its description cannot be read', { cause: error });
  }
}

function pieceLengthOf(info: BencodeDictionary): number {
  const length = info.get('piece length');
  if (typeof length !== 'number') throw new TorrentRefusedError('it has no piece length');
  if (length < MIN_PIECE_BYTES || length > MAX_PIECE_BYTES) {
    throw new TorrentRefusedError('its piece length is out of bounds');
  }
  return length;
}

function pieceHashesOf(info: BencodeDictionary, pieceLength: number, totalBytes: number): string[] {
  const pieces = info.get('pieces');
  if (!Buffer.isBuffer(pieces)) throw new TorrentRefusedError('it has no piece hashes');
  const count = Math.ceil(totalBytes / pieceLength);
  if (count > MAX_PIECES) throw new TorrentRefusedError('it has too many pieces');
  if (pieces.length !== count * HASH_BYTES) {
    throw new TorrentRefusedError('its number of pieces does not match its size');
  }
  return Array.from({ length: count }, (_, i) =>
    pieces.toString('hex', i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
}

function filesOf(info: BencodeDictionary): { name: string; files: TorrentFile[] } {
  const paths = new PathMapper();
  const root = rawNameOf(info);
  const list = info.get('files');
  const entries = list ?? [info];
  if (!Array.isArray(entries)) throw new TorrentRefusedError('its file list is broken');
  if (entries.length > MAX_FILES) throw new TorrentRefusedError(`it has more than ${MAX_FILES} files`);
  let offset = 0;
  const files = entries.map((entry): TorrentFile => {
    const file = fileOf(entry);
    const path = file.isPadding ? [] : paths.map(root, list === undefined ? [] : pathOf(file.entry));
    const start = offset;
    offset += file.length;
    return { path, length: file.length, offset: start, isPadding: file.isPadding };
  });
  if (!Number.isSafeInteger(offset) || offset === 0)
    throw new TorrentRefusedError('its size is out of bounds');
  paths.assertNoFileIsDirectory();
  return { name: paths.component(root), files };
}

function fileOf(entry: BencodeValue): { entry: BencodeDictionary; length: number; isPadding: boolean } {
  if (!(entry instanceof Map)) throw new TorrentRefusedError('its file list is broken');
  const length = entry.get('length');
  if (typeof length !== 'number' || length < 0) throw new TorrentRefusedError('a file has no valid size');
  if (flagsOf(entry).includes('l') || entry.has('symlink path'))
    throw new TorrentRefusedError('it contains symbolic links');
  return { entry, length, isPadding: isPadding(entry) };
}

function flagsOf(entry: BencodeDictionary): string {
  const attributes = entry.get('attr');
  return Buffer.isBuffer(attributes) ? attributes.toString('latin1') : '';
}

const isPadding = (entry: BencodeDictionary): boolean => flagsOf(entry).includes('p');

function pathOf(entry: BencodeDictionary): Buffer[] {
  const path = entry.get('path.utf-8') ?? entry.get('path');
  if (!Array.isArray(path) || path.length === 0) throw new TorrentRefusedError('a file has no path');
  if (path.length > MAX_PATH_DEPTH) throw new TorrentRefusedError('a path is too deep');
  return path.map((component) => {
    if (!Buffer.isBuffer(component)) throw new TorrentRefusedError('a path is broken');
    return component;
  });
}

function rawNameOf(info: BencodeDictionary): Buffer {
  const value = info.get('name.utf-8') ?? info.get('name');
  if (!Buffer.isBuffer(value)) throw new TorrentRefusedError('it has no name');
  return value;
}

function trackersOf(torrent: BencodeDictionary): string[] {
  const tiers = torrent.get('announce-list');
  const listed = Array.isArray(tiers) ? tiers.flatMap((tier) => (Array.isArray(tier) ? tier : [])) : [];
  const urls = [...listed, torrent.get('announce')].filter((url) => Buffer.isBuffer(url));
  return announceUrls(urls.map((url) => url.toString('utf8')));
}

/** One URL as text, or a list of them. */
function webSeedsOf(torrent: BencodeDictionary): string[] {
  const list = torrent.get('url-list');
  const urls = (Array.isArray(list) ? list : [list]).filter((url) => Buffer.isBuffer(url));
  return webSeedUrls(urls.map((url) => url.toString('utf8')));
}
