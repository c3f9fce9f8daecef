import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { SecondOpinionConfig } from '../../../../common/config/second-opinion.config.js';
import { DomainError } from '../../../../common/errors/domain-error.js';
import {
  UpstreamBodyTooLargeError,
  UpstreamResponseError,
  UpstreamTimeoutError,
} from '../../../../common/fetch/fetch.errors.js';
import { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import type { SafeResponse } from '../../../../common/fetch/safe-response.js';
import { Logger } from '../../../../common/logging/logger.js';
import { readOpinions } from './opinion-answer.js';
import type { ReleaseOpinion } from './opinion-answer.js';
import { toMessages } from './opinion-question.js';
import type { OpinionQuestion } from './opinion-question.js';

/** Fifty scores with a reason each need a tenth of it. */
const MAX_BODY_BYTES = 256 * 1024;

/** One opinion a release in the order of the question; else none, and why, for people. */
export type Opinion =
  { readonly opinions: readonly ReleaseOpinion[] } | { readonly opinions: null; readonly note: string };

class ShutdownError extends Error {}

/** Asks an OpenAI-compatible endpoint what it thinks of releases. Off unless it is configured. */
@Injectable()
export class SecondOpinion implements BeforeApplicationShutdown {
  private readonly shutdown = new AbortController();

  constructor(
    private readonly config: SecondOpinionConfig,
    private readonly fetch: SafeFetch,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  get isConfigured(): boolean {
    return this.config.url !== undefined;
  }

  /** A question under way is given up, so that another worker asks it. */
  beforeApplicationShutdown(): void {
    this.shutdown.abort(new ShutdownError('This worker is stopping'));
  }

  /** Never throws because of the endpoint; throws when this process stops. Not inside a transaction. */
  async ask(question: OpinionQuestion): Promise<Opinion> {
    try {
      return await this.read(await this.send(question), question.releaseNames.length);
    } catch (error) {
      if (this.shutdown.signal.aborted || !(error instanceof DomainError)) throw error;
      return this.none(noteOf(error), error);
    }
  }

  private send(question: OpinionQuestion): Promise<SafeResponse> {
    const { url, apiKey, model, timeoutSeconds } = this.config;
    if (url === undefined) throw new Error('No second opinion is configured');
    return this.fetch.request(completionsUrl(url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({
        model,
        temperature: 0,
        response_format: { type: 'json_object' },
        messages: toMessages(question),
      }),
      signal: this.shutdown.signal,
      allowPrivate: 'listed',
      timeoutMs: timeoutSeconds * 1000,
      // The answer comes in one piece when it is complete.
      headersTimeoutMs: 0,
      bodyIdleTimeoutMs: 0,
      maxBodyBytes: MAX_BODY_BYTES,
      maxRedirects: 0,
    });
  }

  private async read(response: SafeResponse, count: number): Promise<Opinion> {
    if (!response.isOk) {
      response.discard();
      return this.none(`it answered with HTTP ${response.status}`);
    }
    const opinions = readOpinions(await response.json(), count);
    return opinions ? { opinions } : this.none('its answer did not have the form that was asked for');
  }

  private none(why: string, error?: DomainError): Opinion {
    this.logger.warn({ reason: error?.details ?? why }, 'The second opinion failed; the rules decide');
    return { opinions: null, note: `The second opinion was left out: ${why}` };
  }
}

/** The query of the base is kept: some hosts want a version there. */
function completionsUrl(base: string): URL {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/chat/completions`;
  return url;
}

function noteOf(error: DomainError): string {
  if (error instanceof UpstreamTimeoutError) return 'it did not answer in time';
  if (error instanceof UpstreamBodyTooLargeError) return 'its answer was too large';
  if (error instanceof UpstreamResponseError) return 'its answer could not be read';
  return 'it could not be reached';
}
