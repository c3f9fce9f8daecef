import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { portOf } from './listening.js';
import { errorBody, pinBody, resourcesBody, userBody } from './plex/plex-bodies.js';
import type { FakePin, FakePlexAccount } from './plex/plex-bodies.js';

export type { FakePlexAccount } from './plex/plex-bodies.js';

const LOOPBACK = '127.0.0.1';
const EXPIRES_IN = 900;
const FIRST_PIN_ID = 111_222_333;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly clientIdentifier: string | undefined;
}

export interface FakePlexTv {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** What a person does on Plex's page: signs in as `account` and approves the code. Gives the token that this makes. */
  approve(code: string, account: FakePlexAccount): string;
  /** As time does. */
  expire(code: string): void;
  /** The account ends the access that it gave. */
  revoke(token: string): void;
  /** Answered to everything instead, when set: 429, 500, … */
  failWith: number | null;
  close(): Promise<void>;
}

const NO_CLIENT = errorBody(1000, 'X-Plex-Client-Identifier is missing', 400);
const UNAUTHORIZED = errorBody(1001, 'User could not be authenticated', 401);
const NOT_FOUND = errorBody(1020, 'Code not found or expired', 404);

class PlexTvState {
  readonly pins: FakePin[] = [];
  private nextPinId = FIRST_PIN_ID;
  readonly accounts = new Map<string, FakePlexAccount>();

  createPin(clientIdentifier: string): Answer {
    const pin: FakePin = {
      id: this.nextPinId++,
      code: randomBytes(19).toString('base64url').slice(0, 25).toLowerCase(),
      clientIdentifier,
      createdAt: new Date(),
      expiresIn: EXPIRES_IN,
      authToken: null,
    };
    this.pins.push(pin);
    return { status: 201, body: pinBody(pin) };
  }

  /** Only the client that made it may see it. */
  pin(id: string, clientIdentifier: string): Answer {
    const pin = this.pins.find((one) => String(one.id) === id && one.clientIdentifier === clientIdentifier);
    return pin ? { status: 200, body: pinBody(pin) } : { status: 404, body: NOT_FOUND };
  }

  ofAccount(token: string | undefined, body: (account: FakePlexAccount, token: string) => unknown): Answer {
    const account = token === undefined ? undefined : this.accounts.get(token);
    if (!account || token === undefined) return { status: 401, body: UNAUTHORIZED };
    return { status: 200, body: body(account, token) };
  }
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function answer(state: PlexTvState, request: IncomingMessage, url: URL): Answer {
  const client = headerOf(request, 'x-plex-client-identifier');
  const token = headerOf(request, 'x-plex-token');
  if (client === undefined) return { status: 400, body: NO_CLIENT };
  if (request.method === 'POST' && url.pathname === '/api/v2/pins') return state.createPin(client);
  const pinId = /^\/api\/v2\/pins\/(\d+)$/.exec(url.pathname)?.[1];
  if (pinId !== undefined) return state.pin(pinId, client);
  if (url.pathname === '/api/v2/user') return state.ofAccount(token, userBody);
  if (url.pathname === '/api/v2/resources') return state.ofAccount(token, resourcesBody);
  return { status: 404, body: errorBody(1003, 'Not found', 404) };
}

/** plex.tv's account service on 127.0.0.1, as far as signing in needs it. Answers XML to whoever does not ask for JSON. */
export async function startPlexTv(): Promise<FakePlexTv> {
  const state = new PlexTvState();
  const requests: SeenRequest[] = [];
  const controls: { failWith: number | null } = { failWith: null };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${LOOPBACK}`);
    const clientIdentifier = headerOf(request, 'x-plex-client-identifier');
    requests.push({ method: request.method ?? '', path: url.pathname + url.search, clientIdentifier });
    const failure = controls.failWith;
    const { status, body } =
      failure === null
        ? answer(state, request, url)
        : { status: failure, body: errorBody(1, 'Failure', failure) };
    const wantsJson = request.headers.accept?.includes('application/json') ?? false;
    response.writeHead(status, {
      'content-type': wantsJson ? 'application/json; charset=utf-8' : 'application/xml',
    });
    response.end(wantsJson ? JSON.stringify(body) : '<?xml version="1.0" encoding="UTF-8"?><pin/>');
  });
  server.listen(0, LOOPBACK);
  await once(server, 'listening');

  const pinOf = (code: string): FakePin => {
    const pin = state.pins.find((one) => one.code === code);
    if (!pin) throw new Error(`There is no PIN ${code}`);
    return pin;
  };
  return Object.assign(controls, {
    url: `http://${LOOPBACK}:${portOf(server)}`,
    requests,
    approve(code: string, account: FakePlexAccount): string {
      const token = `plex-${randomUUID()}`;
      pinOf(code).authToken = token;
      state.accounts.set(token, account);
      return token;
    },
    expire(code: string): void {
      state.pins.splice(state.pins.indexOf(pinOf(code)), 1);
    },
    revoke(token: string): void {
      state.accounts.delete(token);
    },
    async close(): Promise<void> {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
}
