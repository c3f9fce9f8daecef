// The part of bittorrent-tracker 11 that the tests use.
declare module 'bittorrent-tracker' {
  import type { EventEmitter } from 'node:events';
  import type { Server as HttpServer } from 'node:http';

  export interface ServerOptions {
    /** Milliseconds between the announcements asked of clients. */
    interval?: number;
    peersCacheTtl?: number;
    http?: boolean;
    udp?: boolean;
    ws?: boolean;
    stats?: boolean;
    trustProxy?: boolean;
  }

  export interface Swarm {
    readonly complete: number;
    readonly incomplete: number;
  }

  export class Server extends EventEmitter {
    constructor(options?: ServerOptions);
    readonly http: HttpServer;
    readonly torrents: Record<string, Swarm>;
    listen(port: number, hostname: string, onListening?: () => void): void;
    close(done?: (error?: Error | null) => void): void;
  }
}
