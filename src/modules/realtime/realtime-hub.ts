import type { Duplex } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { WebSocket } from 'ws';
import type { RealtimeMessage, Room } from './realtime-message.js';

/** A client that leaves more than this unread is cut off instead of growing our memory. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
export const CLOSE_TOO_SLOW = 4408;

/** The sockets of this process, by room. */
@Injectable()
export class RealtimeHub {
  private readonly rooms = new Map<Room, Set<WebSocket>>();
  private readonly connections = new WeakMap<WebSocket, Duplex>();

  /** `connection` is what the socket writes to. */
  join(room: Room, socket: WebSocket, connection?: Duplex): void {
    if (connection) this.connections.set(socket, connection);
    const members = this.rooms.get(room) ?? new Set();
    members.add(socket);
    this.rooms.set(room, members);
    socket.once('close', () => this.leave(room, socket));
  }

  send(room: Room, message: RealtimeMessage): void {
    const members = this.rooms.get(room);
    if (!members) return;
    const text = JSON.stringify(message);
    for (const socket of members) {
      if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.close(CLOSE_TOO_SLOW, 'TOO_SLOW');
      else if (socket.readyState === socket.OPEN) this.write(socket, text);
    }
  }

  /** Messages that come together leave together: a write to the network costs more than all else about a message. */
  private write(socket: WebSocket, text: string): void {
    const connection = this.connections.get(socket);
    if (connection && connection.writableCorked === 0) {
      connection.cork();
      setImmediate(() => connection.uncork());
    }
    socket.send(text);
  }

  private leave(room: Room, socket: WebSocket): void {
    const members = this.rooms.get(room);
    members?.delete(socket);
    if (members?.size === 0) this.rooms.delete(room);
  }
}
