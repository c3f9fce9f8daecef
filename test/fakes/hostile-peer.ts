import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { portOf } from './listening.js';

const HANDSHAKE_BYTES = 68;
const PROTOCOL = '\x13BitTorrent protocol';
/** The bit that announces extension messages (BEP 10). */
const RESERVED = Buffer.from([0, 0, 0, 0, 0, 0x10, 0, 0]);

const METADATA_EXTENSION = 7;
const EXTENDED = 20;

export interface HostilePeer {
  readonly port: number;
  /** How many connections came and went. */
  readonly connections: number;
  readonly ended: number;
  close(): Promise<void>;
}

/** A peer on 127.0.0.1 that says hello for `infoHash` and then sends `messages` as they are, whatever was asked. */
export async function startHostilePeer(infoHash: string, messages: readonly Buffer[]): Promise<HostilePeer> {
  const seen = { connections: 0, ended: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    seen.connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      seen.ended += 1;
      sockets.delete(socket);
    });
    let received = 0;
    socket.on('data', (bytes) => {
      const isFirst = received < HANDSHAKE_BYTES && received + bytes.length >= HANDSHAKE_BYTES;
      received += bytes.length;
      if (!isFirst) return;
      const peerId = Buffer.from('-XX0001-hostile00000');
      socket.write(
        Buffer.concat([Buffer.from(PROTOCOL, 'latin1'), RESERVED, Buffer.from(infoHash, 'hex'), peerId]),
      );
      for (const message of messages) socket.write(message);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server),
    get connections() {
      return seen.connections;
    },
    get ended() {
      return seen.ended;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A message with its length in front. */
export function message(...parts: (Buffer | string | number[])[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

/** Offers metadata of `size` bytes. */
export function metadataOffer(size: number): Buffer {
  return message([EXTENDED, 0], `d1:md11:ut_metadatai${METADATA_EXTENSION}ee13:metadata_sizei${size}ee`);
}

/** One piece of metadata, for a client that numbered its metadata extension `extension`. */
export function metadataPiece(
  extension: number,
  piece: number,
  total: number,
  bytes: Buffer | string,
): Buffer {
  return message([EXTENDED, extension], `d8:msg_typei1e5:piecei${piece}e10:total_sizei${total}ee`, bytes);
}
