// The part of webtorrent 3.0.21 (and of its wire protocol) that the engine and the tests use. Names with an underscore are
// private there: the version is pinned exactly, and the engine's tests fail when one of them goes away.
declare module 'bittorrent-protocol' {
  import type { EventEmitter } from 'node:events';

  /** A block that was asked for. */
  export interface BlockRequest {
    readonly piece: number;
    readonly length: number;
  }

  export type BlockAnswer = (error: Error | null, bytes?: Uint8Array) => void;

  /** One connection to a peer, after its handshake. */
  export default class Wire extends EventEmitter {
    constructor(type?: string);
    readonly peerId: string;
    readonly type: string;
    readonly destroyed: boolean;
    /** Asked for and not answered yet. */
    readonly requests: readonly BlockRequest[];
    readonly remoteAddress?: string;
    readonly remotePort?: number;
    readonly peerExtendedHandshake?: { v?: Uint8Array; reqq?: number };
    readonly isSeeder?: boolean;
    readonly ut_metadata: MetadataExchange;
    downloadSpeed(): number;
    uploadSpeed(): number;
    destroy(): void;
    setKeepAlive(enable: boolean): void;
    handshake(infoHash: string, peerId: string, options?: object): void;
    bitfield(pieces: Uint8Array): void;
    unchoke(): void;
    have(piece: number): void;
    _onMessageLength(header: Uint8Array): void;
    _onMessage(message: Uint8Array): void;
    _parse(size: number, parser: (bytes: Uint8Array) => void): void;
  }

  /** BEP 9: the exchange of the info dictionary with one peer. */
  export interface MetadataExchange extends EventEmitter {
    setMetadata?(info: Uint8Array): Promise<boolean>;
    cancel(): void;
  }
}

declare module 'webtorrent' {
  import type { EventEmitter } from 'node:events';
  import type Wire from 'bittorrent-protocol';

  export interface ChunkStore {
    readonly chunkLength: number;
    put(index: number, bytes: Uint8Array, done: (error: Error | null) => void): void;
    get(index: number, range: ChunkRange | null, done: ChunkRead): void;
    close(done: (error: Error | null) => void): void;
    destroy(done: (error: Error | null) => void): void;
  }
  export interface ChunkRange {
    offset?: number;
    length?: number;
  }
  export type ChunkRead = (error: Error | null, bytes?: Uint8Array) => void;

  /** A torrent as parse-torrent describes it; with `info` the metadata is taken as known. */
  export interface ParsedTorrent {
    infoHash: string;
    announce: string[];
    urlList: string[];
    info?: object;
    name?: string;
    private?: boolean;
    length?: number;
    pieceLength?: number;
    lastPieceLength?: number;
    pieces?: string[];
    files?: { name: string; path: string; length: number; offset: number }[];
  }

  export interface TorrentOptions {
    path?: string;
    announce?: string[];
    private?: boolean;
    preloadedStore?: ChunkStore;
    storeCacheSlots?: number;
    uploads?: number | false;
    /** Begin with no pieces to fetch. */
    deselect?: boolean;
    strategy?: 'rarest' | 'sequential';
  }

  export interface TorrentEvents {
    infoHash: [];
    metadata: [];
    ready: [];
    done: [];
    close: [];
    wire: [wire: Wire, address?: string];
    verified: [piece: number];
    download: [bytes: number];
    warning: [error: Error | string];
    error: [error: Error | string];
  }

  export interface Peer {
    secure: number;
  }

  /** A piece that is not there yet. */
  export interface ClientPiece {
    readonly length: number;
    readonly missing: number;
    readonly _chunks: number;
    readonly _reservations: number;
    readonly _cancellations: readonly number[] | null;
  }

  export interface RarityMap {
    /** How many peers have each piece. */
    readonly _pieces: readonly number[];
    getRarestPiece(accepts: (piece: number) => boolean): number;
  }

  export class Torrent extends EventEmitter<TorrentEvents> {
    readonly infoHash: string;
    readonly magnetURI: string;
    readonly torrentFile: Uint8Array;
    readonly ready: boolean;
    readonly done: boolean;
    readonly destroyed: boolean;
    readonly wires: Wire[];
    readonly bitfield?: { get(piece: number): boolean };
    readonly downloaded: number;
    readonly received: number;
    readonly uploaded: number;
    readonly downloadSpeed: number;
    readonly uploadSpeed: number;
    readonly discovery: { lsd: { destroy(): void } | null } | null;
    metadata: Uint8Array | null;
    strategy: 'rarest' | 'sequential';
    /** Null where the piece is verified. */
    readonly pieces: readonly (ClientPiece | null)[];
    readonly _rarityMap: RarityMap;
    addPeer(address: string): boolean;
    addWebSeed(connection: Wire & { readonly connId: string }): void;
    critical(start: number, end: number): void;
    destroy(options: { destroyStore?: boolean }, done?: (error?: Error | null) => void): void;
    _select(start: number, end: number, priority: number, notify: null, isStream: boolean): void;
    _deselect(start: number, end: number, isStream: boolean): void;
    _onMetadata(parsed: ParsedTorrent): Promise<void>;
    _markVerified(piece: number): void;
    _verifyPieces(done: (error?: Error | null) => void): void;
    _request(wire: Wire, piece: number, hotswap: boolean): boolean;
    _updateWire(wire: Wire): boolean;
    _update(): void;
    _addPeer(peer: unknown, type: string, source?: string): Peer | null;
  }

  export interface ClientOptions {
    dht?: boolean;
    lsd?: boolean;
    utPex?: boolean;
    utp?: boolean;
    natUpnp?: boolean;
    natPmp?: boolean;
    webSeeds?: boolean;
    tracker?: boolean | { wrtc?: false; announce?: string[]; getAnnounceOpts?: () => object };
    maxConns?: number;
    downloadLimit?: number;
    uploadLimit?: number;
    /** Handed to net.Server.listen() as it is. */
    torrentPort?: number | { port: number; host: string };
    secure?: 0 | 1 | 2;
    userAgent?: string;
  }

  export default class WebTorrent extends EventEmitter<{
    listening: [];
    error: [error: Error | string];
  }> {
    constructor(options?: ClientOptions);
    readonly peerId: string;
    readonly torrentPort: number;
    readonly listening: boolean;
    readonly destroyed: boolean;
    readonly torrents: Torrent[];
    blocked?: { contains(address: string): boolean };
    add(
      torrent: string | Uint8Array | ParsedTorrent,
      options?: TorrentOptions,
      ready?: (torrent: Torrent) => void,
    ): Torrent;
    seed(
      input: string | string[] | Uint8Array,
      options?: TorrentOptions & Record<string, unknown>,
      seeding?: (torrent: Torrent) => void,
    ): Torrent;
    throttleUpload(bytesPerSecond: number): void;
    throttleDownload(bytesPerSecond: number): void;
    destroy(done?: (error?: Error | null) => void): void;
  }
}
