import { ModulesContainer, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { LimitsConfig } from '../common/config/limits.config.js';
import { NestLogger } from '../common/logging/nest-logger.js';
import { ACCESS_TABLE } from './access-table.js';
import { checkAccessTable, routesOf } from './check-access-table.js';
import { ApiModule } from './api.module.js';
import type { ProcessParts } from './foundation.js';
import { serveApiDocs } from './openapi.js';
import { receiveRequests, refuseUnknownPaths } from './receive-requests.js';
import { takeWebSockets } from './web-sockets.js';

const OUTSIDE_PREFIX = [
  'health',
  'health/live',
  'health/ready',
  'health/deep',
  'metrics',
  '.well-known/jwks.json',
];

/** Routes and their conventions, without listening: also what the OpenAPI document is written from. */
export async function createApi(
  parts: ProcessParts,
  options: { preview?: boolean } = {},
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.compose(parts), {
    logger: new NestLogger(parts.logger),
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: true,
    preview: options.preview ?? false,
  });
  app.setGlobalPrefix('api/v1', { exclude: OUTSIDE_PREFIX });
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  const { trustedProxies } = parts.config.get(LimitsConfig);
  app.set('trust proxy', trustedProxies.length > 0 ? trustedProxies : false);
  app.use(
    helmet({
      contentSecurityPolicy: { directives: { 'script-src': ["'self'"], 'upgrade-insecure-requests': null } },
    }),
  );
  if (!options.preview) receiveRequests(app);
  takeWebSockets(app);
  app.enableShutdownHooks([]);
  checkAccessTable(routesOf(app.get(ModulesContainer)), ACCESS_TABLE);
  serveApiDocs(app);
  if (options.preview) return app;
  await app.init();
  refuseUnknownPaths(app);
  return app;
}
