import type { INestApplication } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { API_KEY_SCHEME, SESSION_COOKIE_SCHEME } from '../common/access/access.decorators.js';
import { API_KEY_HEADER, SESSION_COOKIE } from '../common/access/credential.js';
import { VERSION } from '../common/version.js';
import { documentRateLimits } from './openapi-rate-limits.js';

const DESCRIPTION = `One self-hosted media backend: search all providers at once, fetch a title, watch it while it arrives.

Sign in with \`POST /api/v1/auth/login\`, press **Authorize** and paste the access token. A list answers
\`{data, pagination}\`, a single resource is bare, an error is \`{error: {code, message, details}, meta}\`.`;

/** The native surface's document. A handler's name is its operationId, and so the method's name in clients. */
export function buildOpenApi(app: INestApplication): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Sokoul')
    .setDescription(DESCRIPTION)
    .setVersion(VERSION)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/', 'This server')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addApiKey({ type: 'apiKey', in: 'header', name: API_KEY_HEADER }, API_KEY_SCHEME)
    .addCookieAuth(SESSION_COOKIE, { type: 'apiKey', in: 'cookie' }, SESSION_COOKIE_SCHEME)
    .addTag('Authentication', 'Accounts, sessions and keys')
    .addTag('Search', 'All providers at once')
    .addTag('Media', 'The catalogue and its files')
    .addTag('Downloads', 'Fetching a title')
    .addTag('Streaming', 'Watching, also while a title still arrives')
    .addTag('Administration', 'For administrators only')
    .addTag('Audit', 'Who did what')
    .addTag('Health', 'Probes and metrics')
    .build();
  return documentRateLimits(
    SwaggerModule.createDocument(app, settings, { operationIdFactory: (_controller, method) => method }),
  );
}

/** Swagger UI at /api/docs, the document itself at /api/docs.json. */
export function serveApiDocs(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => buildOpenApi(app), {
    jsonDocumentUrl: 'api/docs.json',
    yamlDocumentUrl: 'api/docs.yaml',
    customSiteTitle: 'Sokoul API',
    swaggerOptions: { persistAuthorization: true, tryItOutEnabled: true, displayRequestDuration: true },
  });
  // Who opens the address that a start prints finds something to look at.
  app.getHttpAdapter().get('/', (_: Request, response: Response) => response.redirect('/api/docs'));
}
