import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import type { Context, Grant } from 'oidc-provider';
import { portOf } from './listening.js';
import { createMemoryAdapters } from './oidc/memory-adapter.js';

const LOOPBACK = '127.0.0.1';
const MAX_REDIRECTS = 10;
export const OIDC_CLIENT = { id: 'sokoul', secret: 'a client secret & more: %' };

/** Claims of a person, beside `sub`. */
export type OidcPerson = Readonly<Record<string, unknown>>;

export interface FakeOidcIssuer {
  readonly url: string;
  /** By subject; may change at any time. */
  readonly people: Map<string, OidcPerson>;
  /**
   * What a browser and its person do with an authorization URL: sign in as `subject`, or, with null, refuse. Gives the URL
   * of the callback that the issuer sends the browser to.
   */
  visit(authorizationUrl: string, subject: string | null): Promise<URL>;
  close(): Promise<void>;
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' };
}

/** Everyone has agreed to everything. */
async function fullGrant({ oidc }: Context): Promise<Grant> {
  const { clientId } = oidc.client;
  const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope('openid profile email groups');
  await grant.save();
  return grant;
}

function createProvider(url: string, redirectUri: string, people: Map<string, OidcPerson>): Provider {
  return new Provider(url, {
    adapter: createMemoryAdapters(),
    clients: [
      {
        client_id: OIDC_CLIENT.id,
        client_secret: OIDC_CLIENT.secret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    findAccount: (_context: Context, sub: string) => ({
      accountId: sub,
      claims: () => ({ ...people.get(sub), sub }),
    }),
    claims: {
      openid: ['sub'],
      profile: ['preferred_username', 'name'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    scopes: ['openid', 'profile', 'email', 'groups'],
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: Context, { uid }: { uid: string }) => `/interaction/${uid}` },
    loadExistingGrant: fullGrant,
    pkce: { required: () => true },
    cookies: { keys: ['a key for the tests'] },
    jwks: { keys: [signingKey()] },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
  });
}

/** One browser's way through the issuer's pages, cookies and all. */
async function follow(start: string, redirectUri: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(start);
  for (let step = 0; step < MAX_REDIRECTS; step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';', 1)[0]?.split('=') ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`The issuer answered ${answer.status}: ${await answer.text()}`);
    await answer.body?.cancel();
    url = new URL(location, url);
    if (url.href.startsWith(`${redirectUri}?`)) return url;
  }
  throw new Error('The issuer redirects without end');
}

/** The npm package oidc-provider as an issuer on 127.0.0.1, with people who sign in as soon as they are asked. */
export async function startOidcIssuer(redirectUri: string): Promise<FakeOidcIssuer> {
  const people = new Map<string, OidcPerson>();
  const state: {
    subject: string | null;
    handle: (request: IncomingMessage, response: ServerResponse) => void;
  } = { subject: null, handle: () => undefined };
  const server = createServer((request, response) => state.handle(request, response));
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  const url = `http://${LOOPBACK}:${portOf(server)}`;
  const provider = createProvider(url, redirectUri, people);
  const serve = provider.callback();
  state.handle = (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return serve(request, response);
    const { subject } = state;
    const result =
      subject === null ? { error: 'access_denied' } : { login: { accountId: subject, remember: false } };
    provider.interactionFinished(request, response, result).catch(() => response.destroy());
  };
  return {
    url,
    people,
    visit(authorizationUrl, subject) {
      state.subject = subject;
      return follow(authorizationUrl, redirectUri);
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
