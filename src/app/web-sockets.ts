import type { Server } from 'node:http';
import { WsAdapter } from '@nestjs/platform-ws';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { WebSocketServer } from 'ws';

/** Nest would log what a client sends wrong as an error of ours, with its stack: anybody could fill the log. */
class ClientErrorsAdapter extends WsAdapter {
  override bindErrorHandler(server: WebSocketServer): WebSocketServer {
    server.on('connection', (socket) => socket.on('error', (error) => this.logger.debug(error)));
    server.on('error', (error) => this.logger.error(error));
    return server;
  }
}

/**
 * Takes WebSockets on the API's own port. Other upgrades that HTTP clients offer beside their request (Java's and curl's
 * `h2c`) are declined by answering the request, as RFC 9110 §7.8 has it; Node would leave it unanswered.
 */
export function takeWebSockets(app: NestExpressApplication): void {
  app.useWebSocketAdapter(new ClientErrorsAdapter(app));
  const server: Server & { shouldUpgradeCallback?: unknown } = app.getHttpServer();
  server.shouldUpgradeCallback = ({ headers }: { headers: { upgrade?: string } }) =>
    headers.upgrade?.toLowerCase() === 'websocket';
}
