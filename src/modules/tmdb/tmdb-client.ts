import { Injectable } from '@nestjs/common';
import { TmdbConfig } from '../../common/config/tmdb.config.js';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { DomainError } from '../../common/errors/domain-error.js';
import { UpstreamTimeoutError, UpstreamUnreachableError } from '../../common/fetch/fetch.errors.js';
import { SafeFetch } from '../../common/fetch/safe-fetch.js';
import type { SafeResponse } from '../../common/fetch/safe-response.js';
import { freshForMs, retryAfterSeconds } from './freshness.js';
import { credentialOf } from './tmdb-credential.js';
import type { TmdbRequest } from './tmdb-request.js';
import * as problems from './tmdb.errors.js';
import { statusSchema } from './tmdb.schemas.js';
import { Turns } from './turns.js';

/** TMDB's own numbers for an id that it does not know. */
const UNKNOWN_ID_CODES: readonly (number | undefined)[] = [6, 34];
/** TMDB stopped to publish a limit; clients in wide use keep to this many. */
const MAX_IN_FLIGHT = 20;
const TIMEOUT_MS = 10_000;
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** `body` is undefined when what the caller has is still right. */
export interface TmdbReply {
  readonly body: unknown;
  readonly etag: string | null;
  readonly freshForMs: number;
}

/** One call of TMDB's API. The key goes into a header, or into the query where TMDB wants it there, and into no log. */
@Injectable()
export class TmdbClient {
  private readonly turns = new Turns(MAX_IN_FLIGHT);

  constructor(
    private readonly http: SafeFetch,
    private readonly config: TmdbConfig,
  ) {}

  isConfigured(): boolean {
    return this.config.apiKey !== undefined;
  }

  /** Throws one of the errors of `tmdb.errors.ts`, `NotFoundError`, or the reason of the signal. */
  async get(request: TmdbRequest, signal: AbortSignal, etag?: string | null): Promise<TmdbReply> {
    try {
      return await this.turns.run(() => this.exchange(request, signal, etag ?? null), signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw toTmdbError(error);
    }
  }

  private async exchange(request: TmdbRequest, signal: AbortSignal, etag: string | null): Promise<TmdbReply> {
    const answer = await this.send(request, signal, etag);
    if (answer.status === 304 && etag !== null) {
      answer.discard();
      return {
        body: undefined,
        etag: answer.headers['etag'] ?? etag,
        freshForMs: freshForMs(answer.headers),
      };
    }
    if (!answer.isOk) throw await errorOf(answer);
    return {
      body: await answer.json(),
      etag: answer.headers['etag'] ?? null,
      freshForMs: freshForMs(answer.headers),
    };
  }

  private send(
    { path, query }: TmdbRequest,
    signal: AbortSignal,
    etag: string | null,
  ): Promise<SafeResponse> {
    if (this.config.apiKey === undefined) throw new problems.TmdbUnconfiguredError();
    const credential = credentialOf(this.config.apiKey);
    const url = new URL(`${this.config.url.replace(/\/+$/, '')}${path}`);
    for (const [name, value] of Object.entries({ ...query, ...credential.query })) {
      url.searchParams.set(name, String(value));
    }
    return this.http.request(url, {
      headers: {
        accept: 'application/json',
        ...credential.headers,
        ...(etag === null ? {} : { 'if-none-match': etag }),
      },
      signal,
      allowPrivate: 'listed',
      maxRedirects: 0,
      timeoutMs: TIMEOUT_MS,
      maxBodyBytes: MAX_BODY_BYTES,
    });
  }
}

/** A 404 counts only with TMDB's own number in it: a proxy's page of that status says nothing about the id. */
async function errorOf(answer: SafeResponse): Promise<DomainError> {
  const { status } = answer;
  if (status === 404) {
    const said = statusSchema.safeParse(await answer.json());
    if (UNKNOWN_ID_CODES.includes(said.data?.status_code)) return new NotFoundError('Title');
    return new problems.TmdbResponseInvalidError('http_404');
  }
  answer.discard();
  if (status === 401 || status === 403) return new problems.TmdbKeyRefusedError();
  if (status === 429) {
    return new problems.TmdbRateLimitedError(retryAfterSeconds(answer.headers['retry-after'], new Date()));
  }
  if (status >= 500) return new problems.TmdbUnreachableError(`http_${status}`);
  return new problems.TmdbResponseInvalidError(`http_${status}`);
}

function toTmdbError(error: unknown): unknown {
  if (error instanceof UpstreamTimeoutError) return new problems.TmdbTimeoutError({ cause: error });
  if (error instanceof UpstreamUnreachableError) {
    return new problems.TmdbUnreachableError(error.reason, { cause: error });
  }
  if (!(error instanceof DomainError) || error.code === 'NOT_FOUND' || error.code.startsWith('TMDB_')) {
    return error;
  }
  const { reason } = error.details;
  return new problems.TmdbResponseInvalidError(typeof reason === 'string' ? reason : 'protocol', {
    cause: error,
  });
}
