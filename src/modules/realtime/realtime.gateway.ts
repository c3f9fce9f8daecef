import type { IncomingMessage } from 'node:http';
import { Inject } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import type { OnGatewayConnection } from '@nestjs/websockets';
import type { WebSocket } from 'ws';
import { ActorResolver } from '../../common/access/actor.js';
import type { Actor } from '../../common/access/actor.js';
import { authorize } from '../../common/access/authorize.js';
import type { Credential } from '../../common/access/credential.js';
import { Role } from '../../common/access/role.js';
import { LimitsConfig } from '../../common/config/limits.config.js';
import { MissingTokenError } from '../../common/errors/common.errors.js';
import { DomainError } from '../../common/errors/domain-error.js';
import type { ErrorKind } from '../../common/errors/domain-error.js';
import { RequestLimits } from '../../common/limits/request-limits.js';
import { Logger } from '../../common/logging/logger.js';
import { clientAddress } from '../../common/net/client-address.js';
import { handshakeCredential } from './handshake-credential.js';
import { LiveConnections } from './live-connections.js';
import { RealtimeHub } from './realtime-hub.js';
import { EVERYONE, userRoom } from './realtime-message.js';

const HEARTBEAT_MS = 30_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const CLOSE_UNAUTHENTICATED = 4401;
const CLOSE_INTERNAL = 1011;
/** Refusals of these kinds end a socket, with their code as the reason. */
const CLOSE_BY_KIND: Partial<Record<ErrorKind, number>> = {
  unauthenticated: CLOSE_UNAUTHENTICATED,
  forbidden: 4403,
  rate_limited: 4429,
};
/** Clients have nothing to say here; anything longer is cut off with 1009. */
const MAX_MESSAGE_BYTES = 16 * 1024;

/**
 * `GET /ws?token=<access token>`: pushes a person's own messages. Closes with 4401 when the token is not or no longer
 * good, 4403 when it may not listen, 4408 when the client reads too slowly, 4429 when its address sends too many requests.
 */
@WebSocketGateway({ path: '/ws', maxPayload: MAX_MESSAGE_BYTES })
export class RealtimeGateway implements OnGatewayConnection<WebSocket> {
  constructor(
    private readonly actors: ActorResolver,
    private readonly hub: RealtimeHub,
    private readonly connections: LiveConnections,
    private readonly limits: RequestLimits,
    private readonly network: LimitsConfig,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async handleConnection(socket: WebSocket, request: IncomingMessage): Promise<void> {
    const credential = handshakeCredential(request);
    try {
      await this.limits.countHandshake(clientAddress(request, this.network.trustedProxies));
      const actor = await this.admit(credential);
      if (socket.readyState === socket.OPEN) {
        this.hub.join(userRoom(actor.id), socket, request.socket);
        this.open(socket, actor, () => this.recheck(socket, credential));
      }
    } catch (error) {
      if (this.refuse(socket, error)) return;
      this.logger.error({ err: error }, 'WebSocket could not be opened');
      socket.close(CLOSE_INTERNAL);
    }
  }

  private async admit(credential: Credential | undefined): Promise<Actor> {
    if (!credential) throw new MissingTokenError();
    const actor = await this.actors.resolve(credential);
    authorize(actor, Role.User, {}, 'GET');
    return actor;
  }

  private open(socket: WebSocket, actor: Actor, recheck: () => Promise<void>): void {
    if (actor.expiresAt) this.closeWhenExpired(socket, actor.expiresAt);
    this.keepAlive(socket, recheck);
    this.connections.add(actor.id, socket, recheck);
    this.hub.join(EVERYONE, socket);
  }

  /** True when the error was a refusal, and the socket is closed for it. */
  private refuse(socket: WebSocket, error: unknown): boolean {
    if (!(error instanceof DomainError)) return false;
    const closeCode = CLOSE_BY_KIND[error.kind];
    if (closeCode === undefined) return false;
    socket.close(closeCode, error.code);
    return true;
  }

  /** Signing out, suspension and the like end a socket. While the database is away, it stays. */
  private async recheck(socket: WebSocket, credential: Credential | undefined): Promise<void> {
    try {
      await this.admit(credential);
    } catch (error) {
      if (!this.refuse(socket, error)) this.logger.debug({ err: error }, 'WebSocket could not be checked');
    }
  }

  private closeWhenExpired(socket: WebSocket, expiresAt: Date): void {
    const delay = Math.min(expiresAt.getTime() - Date.now(), LONGEST_TIMER_MS);
    const timer = setTimeout(() => socket.close(CLOSE_UNAUTHENTICATED, 'INVALID_TOKEN'), delay);
    socket.once('close', () => clearTimeout(timer));
  }

  /** Sends the documented heartbeat, and drops a client that stopped answering protocol pings. */
  private keepAlive(socket: WebSocket, recheck: () => Promise<void>): void {
    let isAlive = true;
    socket.on('pong', () => (isAlive = true));
    const timer = setInterval(() => {
      if (!isAlive) return socket.terminate();
      isAlive = false;
      socket.ping();
      socket.send(JSON.stringify({ type: 'ping' }));
      void recheck();
    }, HEARTBEAT_MS);
    socket.once('close', () => clearInterval(timer));
  }
}
