import type { IncomingMessage } from 'node:http';
import { Inject } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import type { OnGatewayConnection } from '@nestjs/websockets';
import type { WebSocket } from 'ws';
import { ActorResolver } from '../../common/access/actor.js';
import { DomainError } from '../../common/errors/domain-error.js';
import { Logger } from '../../common/logging/logger.js';
import { RealtimeHub } from './realtime-hub.js';
import { userRoom } from './realtime-message.js';

const HEARTBEAT_MS = 30_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const CLOSE_UNAUTHENTICATED = 4401;
const CLOSE_INTERNAL = 1011;

function tokenOf(request: IncomingMessage): string {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return bearer ?? new URL(request.url ?? '/', 'ws://localhost').searchParams.get('token') ?? '';
}

/**
 * `GET /ws?token=<access token>`: pushes a person's own messages. Closes with 4401 when the token is not or no longer
 * good, 4408 when the client reads too slowly.
 */
@WebSocketGateway({ path: '/ws' })
export class RealtimeGateway implements OnGatewayConnection<WebSocket> {
  constructor(
    private readonly actors: ActorResolver,
    private readonly hub: RealtimeHub,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async handleConnection(socket: WebSocket, request: IncomingMessage): Promise<void> {
    socket.on('error', (error) => this.logger.debug({ err: error }, 'WebSocket failed'));
    try {
      const actor = await this.actors.resolve(tokenOf(request));
      this.closeWhenExpired(socket, actor.expiresAt);
      this.keepAlive(socket);
      this.hub.join(userRoom(actor.id), socket);
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'unauthenticated') {
        socket.close(CLOSE_UNAUTHENTICATED, error.code);
        return;
      }
      this.logger.error({ err: error }, 'WebSocket could not be opened');
      socket.close(CLOSE_INTERNAL);
    }
  }

  private closeWhenExpired(socket: WebSocket, expiresAt: Date): void {
    const delay = Math.min(expiresAt.getTime() - Date.now(), LONGEST_TIMER_MS);
    const timer = setTimeout(() => socket.close(CLOSE_UNAUTHENTICATED, 'INVALID_TOKEN'), delay);
    socket.once('close', () => clearTimeout(timer));
  }

  /** Sends the documented heartbeat, and drops a client that stopped answering protocol pings. */
  private keepAlive(socket: WebSocket): void {
    let isAlive = true;
    socket.on('pong', () => (isAlive = true));
    const timer = setInterval(() => {
      if (!isAlive) return socket.terminate();
      isAlive = false;
      socket.ping();
      socket.send(JSON.stringify({ type: 'ping' }));
    }, HEARTBEAT_MS);
    socket.once('close', () => clearInterval(timer));
  }
}
