import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { Logger } from '../../common/logging/logger.js';
import { SharedCalls } from './shared-calls.js';
import type { StoredAnswer } from './stored-answer.entity.js';
import { StoredAnswersRepository } from './stored-answers.repository.js';
import { TmdbClient } from './tmdb-client.js';
import { TmdbPause } from './tmdb-pause.js';
import { keyOf } from './tmdb-request.js';
import type { TmdbRequest } from './tmdb-request.js';
import { TmdbResponseInvalidError, TmdbUnconfiguredError } from './tmdb.errors.js';
import type { TmdbAnswer } from './tmdb.types.js';

interface Question<T> {
  readonly key: string;
  readonly request: TmdbRequest;
  readonly schema: z.ZodType<T>;
}

interface Fetched {
  readonly body: unknown;
  readonly fetchedAt: Date;
  readonly isStale: boolean;
}

/** Answers from the table while they are fresh, else from TMDB; what is out of date is served while TMDB can't be asked. */
@Injectable()
export class TmdbAnswers {
  private readonly calls = new SharedCalls<Fetched>();
  private readonly pause = new TmdbPause();

  constructor(
    private readonly client: TmdbClient,
    private readonly stored: StoredAnswersRepository,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Throws one of the errors of `tmdb.errors.ts`, `NotFoundError`, or the reason of the signal. */
  async get<T>(request: TmdbRequest, schema: z.ZodType<T>, signal?: AbortSignal): Promise<TmdbAnswer<T>> {
    if (!this.client.isConfigured()) throw new TmdbUnconfiguredError();
    const key = keyOf(request);
    const question = { key, request, schema };
    const fetched = await this.calls.join(key, (shared) => this.look(question, shared), signal);
    return answer(schema, fetched);
  }

  /** Looking is part of the shared call: who looked before the answer was stored must not ask after it. */
  private async look<T>(question: Question<T>, signal: AbortSignal): Promise<Fetched> {
    const known = await this.findReadable(question.key, question.schema);
    const now = Date.now();
    if (known && known.freshUntil.getTime() > now) return { ...known, isStale: false };
    if (known && this.pause.prefersStored(now)) return { ...known, isStale: true };
    return this.ask(question, known, signal);
  }

  /** What an earlier version stored may not be readable any more. */
  private async findReadable<T>(key: string, schema: z.ZodType<T>): Promise<StoredAnswer | null> {
    const known = await this.stored.find(key);
    return known && schema.safeParse(known.body).success ? known : null;
  }

  private async ask<T>(
    question: Question<T>,
    known: StoredAnswer | null,
    signal: AbortSignal,
  ): Promise<Fetched> {
    try {
      this.pause.assertMayAsk(Date.now());
      const fetched = await this.fetch(question, known, signal);
      this.pause.end();
      return fetched;
    } catch (error) {
      if (signal.aborted) throw error;
      this.pause.note(error, Date.now());
      if (error instanceof NotFoundError) await this.stored.delete(question.key);
      if (!known || error instanceof NotFoundError) throw error;
      this.logger.warn({ err: error, key: question.key }, 'TMDB cannot be asked; an older answer is used');
      return { body: known.body, fetchedAt: known.fetchedAt, isStale: true };
    }
  }

  private async fetch<T>(
    { key, request, schema }: Question<T>,
    known: StoredAnswer | null,
    signal: AbortSignal,
  ): Promise<Fetched> {
    const reply = await this.client.get(request, signal, known?.etag);
    const fetchedAt = new Date();
    const freshUntil = new Date(fetchedAt.getTime() + reply.freshForMs);
    const body = reply.body === undefined ? known?.body : reply.body;
    if (reply.body === undefined) await this.stored.confirm(key, reply.etag, fetchedAt, freshUntil);
    else {
      read(schema, body);
      await this.stored.put({ key, body, etag: reply.etag, fetchedAt, freshUntil });
    }
    return { body, fetchedAt, isStale: false };
  }
}

const answer = <T>(schema: z.ZodType<T>, { body, fetchedAt, isStale }: Fetched): TmdbAnswer<T> => ({
  value: read(schema, body),
  fetchedAt,
  isStale,
});

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  // Paths of what is wrong, not values.
  const paths = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new TmdbResponseInvalidError('unexpected_form', { cause: new Error(paths.slice(0, 500)) });
}
