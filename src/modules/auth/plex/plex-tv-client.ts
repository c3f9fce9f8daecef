import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { PlexSignInConfig } from '../../../common/config/plex-sign-in.config.js';
import { SafeFetch } from '../../../common/fetch/safe-fetch.js';
import type { SafeResponse } from '../../../common/fetch/safe-response.js';
import { VERSION } from '../../../common/version.js';
import { PlexTvError } from './plex.errors.js';
import { accountSchema, pinSchema, polledPinSchema, resourcesSchema } from './plex-tv.schemas.js';
import type { PinAnswer, PlexAccount } from './plex-tv.schemas.js';

export const PLEX_PRODUCT = 'Sokoul';
const TIMEOUT_MS = 10_000;
const MAX_BODY_BYTES = 4 * 1024 * 1024;
const NOT_FOUND = 404;
const UNAUTHORIZED = 401;
const TOO_MANY_REQUESTS = 429;

/** What plex.tv says of a PIN: it comes with a token once the person has approved it. */
export type PolledPin = { kind: 'waiting' } | { kind: 'gone' } | { kind: 'authorized'; token: string };

/** The calls of plex.tv's API that a sign-in needs. Tokens go into headers and never into a URL, a log or an answer. */
@Injectable()
export class PlexTvClient {
  private readonly baseUrl: string;

  constructor(
    private readonly http: SafeFetch,
    { plexTvUrl }: PlexSignInConfig,
  ) {
    this.baseUrl = plexTvUrl.replace(/\/+$/, '');
  }

  async createPin(clientIdentifier: string): Promise<PinAnswer> {
    const answer = await this.send('POST', '/api/v2/pins?strong=true', clientIdentifier);
    return this.read(answer, pinSchema);
  }

  async pollPin(plexPinId: string, clientIdentifier: string): Promise<PolledPin> {
    const answer = await this.send('GET', `/api/v2/pins/${encodeURIComponent(plexPinId)}`, clientIdentifier);
    if (answer.status === NOT_FOUND || answer.status === TOO_MANY_REQUESTS) {
      answer.discard();
      return { kind: answer.status === NOT_FOUND ? 'gone' : 'waiting' };
    }
    const pin = await this.read(answer, polledPinSchema);
    if (pin === null || String(pin.id) !== plexPinId) return { kind: 'gone' };
    return pin.authToken ? { kind: 'authorized', token: pin.authToken } : { kind: 'waiting' };
  }

  /** Null when plex.tv does not accept the token. */
  async findAccount(token: string, clientIdentifier: string): Promise<PlexAccount | null> {
    const answer = await this.send('GET', '/api/v2/user', clientIdentifier, token);
    if (answer.status !== UNAUTHORIZED) return this.read(answer, accountSchema);
    answer.discard();
    return null;
  }

  /** Whether the account owns the server or has it shared with it. */
  async hasServer(token: string, clientIdentifier: string, machineId: string): Promise<boolean> {
    const answer = await this.send('GET', '/api/v2/resources?includeHttps=1', clientIdentifier, token);
    const resources = await this.read(answer, resourcesSchema);
    return resources.some(
      ({ clientIdentifier: id, provides }) =>
        id === machineId && (provides ?? '').split(',').includes('server'),
    );
  }

  private send(
    method: 'GET' | 'POST',
    path: string,
    clientIdentifier: string,
    token?: string,
  ): Promise<SafeResponse> {
    return this.http.request(`${this.baseUrl}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'x-plex-client-identifier': clientIdentifier,
        'x-plex-product': PLEX_PRODUCT,
        'x-plex-version': VERSION,
        ...(token === undefined ? {} : { 'x-plex-token': token }),
      },
      allowPrivate: 'listed',
      maxRedirects: 0,
      timeoutMs: TIMEOUT_MS,
      maxBodyBytes: MAX_BODY_BYTES,
    });
  }

  private async read<T>(answer: SafeResponse, schema: z.ZodType<T>): Promise<T> {
    if (!answer.isOk) {
      answer.discard();
      throw new PlexTvError(answer.status);
    }
    const parsed = schema.safeParse(await answer.json());
    // The problem's path, not its value: the answer holds a token.
    if (!parsed.success) throw new PlexTvError(answer.status, { cause: new Error(parsed.error.message) });
    return parsed.data;
  }
}
